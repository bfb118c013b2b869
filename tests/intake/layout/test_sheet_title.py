"""A period or a school in the name of a sheet or the title above its table."""

from __future__ import annotations

import pytest

from pipelines.intake.layout.sheet_title import constants_in_title, title_of
from pipelines.intake.reading.sheet import Sheet
from schemas.feeds import all_feeds


def found(name: str, *title: list[str], feed: str = "absence", missing: str = "month") -> str | None:
    sheet = Sheet(name, [*title, ["CPR-nr"]])
    return constants_in_title(all_feeds()[feed], {missing}, sheet, len(title)).get(missing)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Fravær september 2025", "september 2025"),
        ("Fravær 2025M09", "2025M09"),
        ("Fravær for 09-2025 (uge 36-40)", "09-2025"),
        ("Måned: sep. 2025", "sep. 2025"),
        ("September 2025 og oktober 2025", None),
        ("Fravær 2025", None),
        ("Klasse 5A 2025", None),
    ],
)
def test_a_month_is_read_where_there_is_one(written: str, text: str | None) -> None:
    assert found("Ark1", [written]) == text
    assert found(written) == text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Elever pr. 5. september 2025", "5. september 2025"),
        ("Elever pr. 05-09-2025", "05-09-2025"),
        ("Elever pr. 2025-09-05", "2025-09-05"),
        ("Elever pr. 31-09-2025", None),
    ],
)
def test_a_day_is_read_where_there_is_one(written: str, text: str | None) -> None:
    assert found("Ark1", [written], feed="pupils", missing="snapshot_date") == text


def test_the_name_of_the_sheet_goes_before_the_title() -> None:
    assert found("september 2025", ["oktober 2025"]) == "september 2025"


def test_the_title_may_be_of_several_rows() -> None:
    assert found("Ark1", ["Østskolen"], [], ["Fravær", "september 2025"]) == "september 2025"


@pytest.mark.parametrize(
    "printed",
    [
        ["Udskrevet 1. oktober 2025"],
        ["Udskrevet", "", "1. oktober 2025"],
        ["Udskrevet:", "1. oktober 2025"],
        ["Elever", "Trukket d. 01-10-2025"],
        ["Rapportdato", "01-10-2025"],
    ],
)
def test_the_day_of_printing_is_not_the_day_of_the_list(printed: list[str]) -> None:
    day = {"feed": "pupils", "missing": "snapshot_date"}
    assert found("Ark1", printed, **day) is None
    assert found("Ark1", printed, ["Elever pr. 05-09-2025"], **day) == "05-09-2025"


def test_what_stands_after_the_day_of_printing_is_of_the_list() -> None:
    title = ["Udskrevet 01-10-2025", "Elever pr. 05-09-2025"]
    assert found("Ark1", title, feed="pupils", missing="snapshot_date") == "05-09-2025"


def test_a_school_is_read_after_a_colon_where_it_is_known() -> None:
    school = {"feed": "absence", "missing": "school_no"}
    assert found("Ark1", ["Skole: Østskolen"], **school) == "Østskolen"
    assert found("Ark1", ["Skole: En helt anden skole"], **school) is None
    assert found("Østskolen", **school) == "Østskolen"


def test_the_title_is_what_stands_above_the_header() -> None:
    sheet = Sheet("", [["Fravær: 2025 ", " "], ["CPR-nr"], ["oktober 2025"]])
    assert title_of(sheet, 1) == ["Fravær: 2025", "2025"]
