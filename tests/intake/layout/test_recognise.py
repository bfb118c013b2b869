from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from pipelines.intake.layout.recognise import recognise
from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.reading.sheet import Merged, Sheet
from pipelines.settings import Limits
from schemas.feeds import all_feeds
from schemas.partners import Agreement, Partner, find_partner
from tests.intake import samples


def layout(rows: list[Sequence[str]], partner: Partner | None = None) -> Layout | None:
    return recognise(Sheet("", [list(row) for row in rows]), all_feeds(), partner, Limits())


def found(rows: list[Sequence[str]], partner: Partner | None = None) -> Layout:
    recognised = layout(rows, partner)
    assert recognised is not None
    return recognised


@pytest.mark.parametrize(
    ("headers", "feed"),
    [
        (samples.RESIDENTS, "residents"),
        (samples.PUPILS, "pupils"),
        (samples.ABSENCE, "absence"),
        (samples.EXAMS, "exams"),
        (["cpr", "snapshot_date", "area"], "residents"),
        (["PERSONNUMMER", "Pr.", "Skolekode", "ÅRGANG"], "pupils"),
        (["Cprnr.", "Skolenr", "Periode", "Mulige dage", "Syg", "Tilladt", "Ulovligt fravær"], "absence"),
        (["CPR", "Skolenr", "Skoleår", "Dansk læsning", "120", "Matematik uden hjælpemidler"], "exams"),
    ],
)
def test_a_feed_is_known_by_its_columns(headers: Sequence[str], feed: str) -> None:
    assert found([headers]).feed.name == feed


def test_the_order_of_columns_does_not_matter() -> None:
    assert found([list(reversed(samples.ABSENCE))]).columns["cpr"] == 6


def test_the_header_stands_below_a_title_block() -> None:
    rows = [
        ["Fraværsudtræk", ""],
        ["Dato", "01-10-2025"],
        [],
        ["CPR", "x"],
        list(samples.ABSENCE),
        ["1"] * 7,
    ]
    assert found(rows).header_row == 4


def test_a_header_of_two_rows_may_be_the_first_thing_in_a_sheet() -> None:
    above = ["CPR-nr", "Institutionsnr", "Måned", "", "", "", ""]
    below = ["", "", "", "Skoledage", "Sygdom", "Lovligt", "Ulovligt"]
    recognised = found([above, below, ["0101015007", "561001", "2025M09", "20", "1", "0", "0"]])
    assert (recognised.feed.name, recognised.header_row) == ("absence", 1)
    assert recognised.columns["sick_days"] == 4


def test_the_first_of_equal_headers_is_the_header() -> None:
    assert found([samples.ABSENCE, ["1"] * 7, samples.ABSENCE]).header_row == 0


def test_the_header_is_looked_for_in_the_first_rows_only() -> None:
    assert found([["-"]] * 29 + [samples.ABSENCE]).header_row == 29
    assert layout([["-"]] * 30 + [samples.ABSENCE]) is None


@pytest.mark.parametrize(
    "rows",
    [[], [[]], [["CPR", "Navn", "Adresse"]], [["hej"]], [["a", "b"], ["1", "2"]], [["CPR", "Bydel"]] * 0],
)
def test_another_list_is_not_recognised(rows: list[list[str]]) -> None:
    assert layout(rows) is None


def test_a_required_column_that_is_missing_is_named() -> None:
    assert found([samples.ABSENCE[:-1]]).missing == ["unauthorised_days"]


def test_columns_that_are_not_agreed_are_listed_even_without_a_header() -> None:
    assert found([[*samples.RESIDENTS, "Navn", ""]]).others == [6, 7]


def test_a_wide_layout_provides_discipline_and_grade() -> None:
    wide = found([["CPR", "Skolenr", "Skoleår", "110", "Dansk mundtlig"]])
    assert (wide.missing, list(wide.groups.items())) == ([], [("110", {"grade": 3}), ("120", {"grade": 4})])


def test_of_two_columns_with_one_name_the_filled_one_is_read() -> None:
    rows = [["CPR", "Dato", "Område", "Bydel"], ["1", "2", "", "OE1"]]
    assert (found(rows).columns["area"], found(rows).doubles) == (3, {"area": [2, 3]})


def test_a_partners_own_words_are_headers() -> None:
    own = Partner("skole", "Skole", "a@b", {}, {"absence": {"sick_days": ("Dage i sengen",)}})
    headers = [h if h != "Sygdom" else "Dage i sengen" for h in samples.ABSENCE]
    assert found([headers], own).missing == []
    assert found([headers]).missing == ["sick_days"]


def test_an_incomplete_header_is_recognised_as_the_list_that_the_partner_sends() -> None:
    """Half of the columns of Elever are two thirds of those of Befolkning; a school does not send Befolkning."""
    rows = [["CPR-nr", "Opgørelsesdato", "Navn"], ["170514-4122", "01-02-2026", "x"]]
    found = recognise(Sheet("", rows), all_feeds(), find_partner("oestskolen"), Limits())
    assert found is not None
    assert found.feed.name == "pupils"


def test_a_complete_header_is_recognised_from_any_partner() -> None:
    rows = [["CPR-nr", "Opgørelsesdato", "Boligområde"], ["170514-4122", "01-02-2026", "OE1"]]
    found = recognise(Sheet("", rows), all_feeds(), find_partner("oestskolen"), Limits())
    assert found is not None
    assert found.feed.name == "residents"


def test_a_header_that_fits_two_agreed_lists_is_told() -> None:
    benefits = all_feeds()["benefits"]
    feeds = {"benefits": benefits, "other": replace(benefits, name="other", title="Andre ydelser")}
    sheet = Sheet("", [["CPR-nr", "Ydelse", "Startdato"], ["1", "kontanthjælp", "01-01-2025"]])
    agreed = Agreement("prøve", date.min)
    both = recognise(sheet, feeds, Partner("x", "X", "a@b", dict.fromkeys(feeds, agreed)), Limits())
    assert both is not None and both.also == ("Andre ydelser",)
    one = recognise(sheet, feeds, Partner("x", "X", "a@b", {"other": agreed}), Limits())
    assert one is not None and (one.feed.name, one.also) == ("other", ())


def test_a_header_with_the_columns_of_two_agreed_lists_is_the_one_with_more_of_them() -> None:
    """Pupils with their housing area are no list of residents: that would leave out the school and the class."""
    headers = ["CPR-nr", "Opgørelsesdato", "Institutionsnr", "Klassetrin", "Klasse", "Boligområde"]
    agreed = Agreement("prøve", date.min)
    both = Partner("x", "X", "a@b", dict.fromkeys(("pupils", "residents"), agreed))
    recognised = found([headers, ["170514-4122", "01-02-2026", "561001", "5", "5A", "OE1"]], both)
    assert (recognised.feed.name, recognised.also) == ("pupils", ())


def test_the_header_is_found_below_many_rows_with_words_of_headers() -> None:
    above = [["Skole", f"Klasse {number}", "Dato"] for number in range(25)]
    layout = recognise(
        Sheet("", [*above, list(samples.ABSENCE), *samples.absence(3)]), all_feeds(), None, Limits()
    )
    assert layout is not None and (layout.feed.name, layout.header_row) == ("absence", 25)


def test_a_merged_title_may_be_wider_than_its_row() -> None:
    rows = [["Fravær"], list(samples.ABSENCE), *samples.absence(3)]
    sheet = Sheet("", rows, merged=[Merged(0, 0, 0, 6), Merged(0, 5, 0, 9)])
    recognised = recognise(sheet, all_feeds(), None, Limits())
    assert recognised is not None and recognised.header_row == 1


def test_a_header_most_of_whose_words_have_lost_a_letter() -> None:
    rows = [["CPR-nr", "Opg?relsesdato", "Boligomr?de"], [samples.cprs(1)[0], "01-10-2025", "OE1"]]
    sheet = found(rows)
    assert (sheet.feed.name, dict(sheet.columns)) == ("residents", {"cpr": 0, "snapshot_date": 1, "area": 2})
