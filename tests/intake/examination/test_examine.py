"""The examination of a file by itself, from bytes to verdict and problems."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.intake.examination import examine
from pipelines.intake.identity.keyring import Keys
from pipelines.settings import Settings
from schemas.partners import Agreement, Partner
from tests.intake import samples
from tests.intake.samples import absence, codes, cprs, place, residents, rows, send, text, workbook


def test_a_real_export_with_everything_around_its_rows(installation: Settings, keys: Keys) -> None:
    book = workbook(
        {
            "Udtræk": [
                ["Fraværsudtræk, Østskolen"],
                ["Dato:", date(2025, 10, 1)],
                [],
                [*samples.ABSENCE, "Bemærkning"],
                *absence(2),
                list(samples.ABSENCE),
                [cprs(3)[2], 561001, date(2025, 9, 1), 20.0, 1.5, None, "-", "var på ferie"],
                ["I alt", None, None, 60],
                ["Kilde: KMD"],
            ],
            "CPR": [["x"]],
        },
        hidden=["CPR"],
    )
    drop = send(installation, keys, book)
    assert (drop.verdict, drop.rows.as_json()) == (
        "accepted_with_warnings",
        {"read": 6, "loaded": 3, "quarantined": 0, "skipped": 3, "collapsed": 0},
    )
    assert set(codes(drop)) == {
        "hidden_sheet",
        "column_not_agreed",
        "missing_blank",
        "repeated_header",
        "total_row",
        "footnote",
    }
    assert place(drop, "repeated_header") == ("Udtræk", 7, None)
    assert "Kolonne H" in next(p.message_da for p in drop.problems if p.code == "column_not_agreed")
    assert rows(installation, drop)["unauthorised_days"].to_list() == [0.0, 0.0, 0.0]


def test_excel_keeps_numbers_as_numbers(installation: Settings, keys: Keys) -> None:
    (number,) = cprs(1, date(2012, 2, 3))
    row = [int(number), 561001, date(2025, 9, 1), 20, 1.234, 0.5, None]
    drop = send(installation, keys, workbook({"Ark1": [samples.ABSENCE, row]}))
    assert (drop.verdict, codes(drop)) == ("accepted", ["cpr_padded"])
    stored = rows(installation, drop)
    assert stored["sick_days"].to_list() == [1.234]
    assert stored["person_key"].to_list() == [keys.person_key(number)]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850"])
def test_every_text_file_in_use_gives_the_same_rows(
    installation: Settings, keys: Keys, delimiter: str, codec: str
) -> None:
    drop = send(installation, keys, text(samples.ABSENCE, absence(3), codec, delimiter=delimiter))
    assert (drop.verdict, drop.rows.loaded) == ("accepted", 3)
    assert rows(installation, drop)["sick_days"].to_list() == [1.5] * 3


def test_normalising_is_no_warning(installation: Settings, keys: Keys) -> None:
    sent_rows = absence(3)
    sent_rows[0][5], sent_rows[1] = "..", sent_rows[1]
    sent_rows = [*absence(3), absence(3)[0], ["I alt"], ["Kilde: x"]]
    drop = send(installation, keys, text(samples.ABSENCE, sent_rows))
    assert (drop.verdict, {problem.severity for problem in drop.problems}) == ("accepted", {"info"})
    assert drop.rows.as_json() == {"read": 6, "loaded": 3, "quarantined": 0, "skipped": 2, "collapsed": 1}


def test_rows_that_only_repeat_others_are_named(installation: Settings, keys: Keys) -> None:
    sent_rows = [*absence(3), absence(3)[0], absence(3)[2]]
    drop = send(installation, keys, text(samples.ABSENCE, sent_rows))
    repeated = [(p.row, p.count) for p in drop.problems if p.code == "duplicate_row"]
    assert repeated == [(5, 1), (6, 1)]


def test_a_guess_is_a_warning(installation: Settings, keys: Keys) -> None:
    sent_rows = absence(3, sick="0")
    sent_rows[0][3] = "1.020"
    drop = send(installation, keys, text(samples.ABSENCE, sent_rows))
    assert {"thousands_guessed", "not_allowed"} == set(codes(drop))


@pytest.mark.parametrize(("unknown", "verdict"), [(1, "accepted_with_warnings"), (2, "rejected")])
def test_more_than_5_percent_unknown_in_a_required_column_rejects(
    installation: Settings, keys: Keys, unknown: int, verdict: str
) -> None:
    sent_rows = residents(20)
    for row in sent_rows[:unknown]:
        row[2] = "OE9"
    drop = send(installation, keys, text(samples.RESIDENTS, sent_rows), "kommunen")
    assert drop.verdict == verdict
    assert ("too_many_unknown" in codes(drop)) == (verdict == "rejected")
    assert drop.rows.read == 20
    assert drop.rows.loaded == (20 if verdict != "rejected" else 0)


def test_unknown_codes_of_an_optional_column_never_reject(installation: Settings, keys: Keys) -> None:
    sent_rows = [[*row[:-1], "skippereksamen"] for row in residents(3)]
    drop = send(installation, keys, text(samples.RESIDENTS, sent_rows), "kommunen")
    assert (drop.verdict, rows(installation, drop)["highest_completed"].to_list()) == (
        "accepted_with_warnings",
        ["ukendt"] * 3,
    )


def test_two_filled_columns_of_one_name_reject(installation: Settings, keys: Keys) -> None:
    sent_rows = [[*row, "V"] for row in residents()]
    drop = send(installation, keys, text([*samples.RESIDENTS, "Bydel"], sent_rows), "kommunen")
    assert (drop.verdict, codes(drop)) == ("rejected", ["double_column"])
    empty = [[*row, ""] for row in residents()]
    assert (
        send(installation, keys, text([*samples.RESIDENTS, "Bydel"], empty), "kommunen").verdict == "accepted"
    )


def test_a_column_without_a_header_is_reported_where_it_has_content(
    installation: Settings, keys: Keys
) -> None:
    sent_rows = [[*row, "", "hej"] for row in absence()]
    drop = send(installation, keys, text([*samples.ABSENCE, "", ""], sent_rows))
    assert codes(drop) == ["column_not_agreed"]
    assert "Kolonne I" in drop.problems[0].message_da


def test_every_missing_column_is_named_at_once(installation: Settings, keys: Keys) -> None:
    keep = [0, 1, 2, 3, 4]
    sent_rows = [[row[i] for i in keep] for row in absence()]
    drop = send(installation, keys, text([samples.ABSENCE[i] for i in keep], sent_rows))
    assert (drop.verdict, codes(drop), drop.rows.read) == ("rejected", ["missing_column"] * 2, 3)
    assert "Lovligt" in drop.problems[0].message_da and "Ulovligt" in drop.problems[1].message_da


def test_an_agreement_that_has_ended_rejects(
    installation: Settings, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = Agreement("Samtykke", date(2021, 1, 1), date(2025, 12, 1))
    partner = Partner("oestskolen", "Østskolen", "a@b", {"absence": ended})
    monkeypatch.setattr(examine, "find_partner", lambda folder: partner)
    assert codes(send(installation, keys, text(samples.ABSENCE, absence()))) == ["agreement_ended"]


def test_only_so_many_cells_are_named_and_the_rest_is_counted(installation: Settings, keys: Keys) -> None:
    sent_rows = [*absence(3), *([["x", "561001", "2025M09", "20", "0", "0", "0"]] * 1004)]
    drop = send(installation, keys, text(samples.ABSENCE, sent_rows))
    named = [problem for problem in drop.problems if problem.code == "cpr_invalid"]
    assert (len(named), named[-1].row, named[-1].count) == (1001, None, 4)
    assert sum(problem.count for problem in named) == drop.rows.quarantined == 1004


def test_a_file_with_hidden_sheets_only_has_nothing_to_read(installation: Settings, keys: Keys) -> None:
    book = workbook({"A": [["x"]], "B": [samples.ABSENCE, *absence()]}, hidden=["B"])
    assert codes(send(installation, keys, book)) == ["not_recognised", "hidden_sheet"]


def test_a_missing_column_names_the_header_that_is_most_like_it(installation: Settings, keys: Keys) -> None:
    headers = ["Skoledag" if header == "Skoledage" else header for header in samples.ABSENCE]
    drop = send(installation, keys, text(headers, absence()))
    assert (drop.verdict, codes(drop)) == ("rejected", ["missing_column"])
    assert "Skoledage mangler. Er det kolonne D?" in drop.problems[0].message_da


def test_a_column_that_is_not_agreed_is_asked_about_when_it_is_like_one(
    installation: Settings, keys: Keys
) -> None:
    rows_ = [[*row, "0A"] for row in samples.pupils(2)]
    drop = send(
        installation, keys, text([*samples.PUPILS[:4], "x", samples.PUPILS[5], "Klassebetegnels"], rows_)
    )
    messages = [p.message_da for p in drop.problems if p.code == "column_not_agreed"]
    assert any("Er det Klasse? Så ret overskriften." in sentence for sentence in messages)


@pytest.mark.parametrize(("first_end", "codes_"), [("31-12-2024", ["spells_overlap"]), ("01-08-2024", [])])
def test_overlapping_spells_are_a_warning_and_loaded(
    installation: Settings, keys: Keys, first_end: str, codes_: list[str]
) -> None:
    headers = ["CPR", "Institutionsnr", "Uddannelse", "Startdato", "Slutdato", "Afgangsårsag"]
    person = cprs(1, born=date(2006, 5, 17))[0]
    spells = [
        [person, "561601", "STU", "01-08-2023", first_end, ""],
        [person, "561601", "STU", "02-08-2024", "", ""],
    ]
    drop = send(installation, keys, text(headers, spells), "kommunen")
    assert (codes(drop), drop.rows.loaded) == (codes_, 2)


@pytest.mark.parametrize(
    "name",
    ["Fravær (2020).csv", "Fravær xml2003.csv", "Fravær Excel 97-2003.csv", "Fravær (Office 2016).csv"],
)
def test_a_year_that_belongs_to_a_copy_or_a_format_is_not_the_lists(
    installation: Settings, keys: Keys, name: str
) -> None:
    samples.put(installation, text(samples.ABSENCE, absence(3)), name)
    (drop,) = samples.ingest(installation, keys)
    assert drop.verdict == "accepted"


@pytest.mark.parametrize(
    ("total", "differs"), [("60", False), ("20", False), ("3", False), ("61", True), ("2", True), ("0", True)]
)
def test_a_total_may_be_a_sum_a_mean_or_a_count(
    installation: Settings, keys: Keys, total: str, differs: bool
) -> None:
    sent = absence(3)
    for row, days in zip(sent, ("19", "20", "21"), strict=True):
        row[3] = days
    drop = send(installation, keys, text(samples.ABSENCE, [*sent, ["I alt", "", "", total, "", "", ""]]))
    assert (drop.rows.loaded, "total_differs" in codes(drop)) == (3, differs)
