"""The contracts of the first four feeds are those agreed."""

from __future__ import annotations

import pytest

from schemas.code_lists import code_list
from schemas.configuration import PACKAGED
from schemas.contract import Feed
from schemas.feeds import all_feeds
from schemas.kinds import Kind

AGREED = {
    "residents": (("snapshot_date",), ("cpr", "snapshot_date"), {"cpr", "snapshot_date", "area"}, (0, 29)),
    "pupils": (
        ("school_no", "snapshot_date"),
        ("cpr", "snapshot_date"),
        {"cpr", "snapshot_date", "school_no", "grade_level"},
        (4, 19),
    ),
    "absence": (
        ("school_no", "month"),
        ("cpr", "school_no", "month"),
        {"cpr", "school_no", "month", "school_days", "sick_days", "authorised_days", "unauthorised_days"},
        (4, 19),
    ),
    "exams": (
        ("school_no", "school_year"),
        ("cpr", "school_year", "discipline"),
        {"cpr", "school_no", "school_year", "discipline", "grade"},
        (13, 20),
    ),
}
HEADERS = {
    "residents": {
        "cpr": ["CPR-nr", "CPR", "Cprnr.", "Personnummer", "cpr", "CPR nr."],
        "snapshot_date": ["Opgørelsesdato", "Dato", "Pr. dato", "Status pr.", "snapshot_date"],
        "area": ["Boligområde", "Område", "Bydel", "Områdekode"],
        "upbringing_municipality": ["Opvækstkommune"],
        "finished_school_dk": ["Grundskole i DK", "Afsluttet grundskole"],
        "highest_completed": ["Højeste fuldførte uddannelse", "Fuldført"],
    },
    "pupils": {
        "cpr": ["CPR-nr", "Personnummer"],
        "snapshot_date": ["Opgørelsesdato", "Dato", "Pr."],
        "school_no": ["Institutionsnr", "Skolekode", "Skolenr"],
        "school": ["Skole", "Institution"],
        "class": ["Klasse", "Klassebetegnelse", "class"],
        "grade_level": ["Klassetrin", "Årgang", "Trin"],
        "district_school_no": ["Distriktsskole", "Distriktsskolenr"],
        "start_date": ["Indmeldt"],
        "end_date": ["Udmeldt"],
    },
    "absence": {
        "school_no": ["Institutionsnr", "Skolekode", "Skolenr"],
        "month": ["Måned", "Periode"],
        "school_days": ["Skoledage", "Mulige dage"],
        "sick_days": ["Sygdom", "Sygefravær", "Syg"],
        "authorised_days": ["Lovligt", "Fravær med tilladelse", "Tilladt", "Ekstraordinær frihed"],
        "unauthorised_days": ["Ulovligt", "Ulovligt fravær"],
    },
    "exams": {
        "school_year": ["Skoleår"],
        "discipline": ["Fagdisciplin", "Prøvefag", "Disciplin"],
        "grade": ["Karakter"],
    },
}


@pytest.mark.parametrize("name", AGREED)
def test_scope_key_required_columns_and_ages(name: str) -> None:
    feed = all_feeds()[name]
    assert (feed.scope, feed.key, feed.required, feed.ages) == AGREED[name]


@pytest.mark.parametrize(
    ("feed", "column", "header"),
    [(f, c, h) for f, columns in HEADERS.items() for c, headers in columns.items() for h in headers],
)
def test_every_agreed_header_is_known(feed: str, column: str, header: str) -> None:
    from schemas.folding import fold

    assert fold(header) in all_feeds()[feed].delivered[column].headers(column)


@pytest.mark.parametrize("feed", all_feeds().values(), ids=list(all_feeds()))
def test_no_header_means_two_columns(feed: Feed) -> None:
    headers = [header for name, contract in feed.delivered.items() for header in contract.headers(name)]
    assert len(headers) == len(set(headers))


# Key columns that may be empty. In aggregated counts a row without gender stands for all; so does what a meeting said
# without naming an indicator or a group.
STANDS_FOR_ALL = {"reflections": {"indicator_id", "about"}}


@pytest.mark.parametrize("feed", all_feeds().values(), ids=list(all_feeds()))
def test_a_feed_is_complete(feed: Feed) -> None:
    optional = STANDS_FOR_ALL.get(feed.name, {"gender"})
    assert set(feed.key) - optional | set(feed.scope) | {feed.period} <= feed.required
    assert feed.title and feed.description
    for contract in feed.delivered.values():
        assert (contract.kind is Kind.CODE) == (contract.code_list is not None)


def test_every_code_list_is_complete() -> None:
    for path in (PACKAGED / "code_lists").glob("*.csv"):
        codes = code_list(path.stem).codes
        assert codes
        assert all(code and label for code, label in codes.items())
        assert path.read_text(encoding="utf-8").startswith("code,label_da,valid_from,valid_to,group\n")


def test_the_sample_lists_are_those_agreed() -> None:
    assert set(code_list("areas").codes) == {"OE1", "OE2", "OE3", "OE4", "V", "N", "S"}
    assert set(code_list("schools").codes) == {"561001", "561002", "561010", "561011"}
    assert set(code_list("disciplines").codes) == {"110", "120", "140", "150", "210", "220", "310", "410"}
    assert len(code_list("education_types").codes) == 13
