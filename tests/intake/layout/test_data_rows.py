from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.intake.identity.keyring import Keys
from pipelines.intake.layout import grid_rows
from pipelines.intake.layout.data_rows import DataRows, read_data_rows
from pipelines.intake.layout.recognise import recognise
from pipelines.intake.reading.sheet import Sheet
from pipelines.settings import Limits, Settings
from schemas.feeds import all_feeds
from tests.intake import samples
from tests.intake.samples import cprs, rows, send, workbook


def data_rows_of(rows: list[Sequence[str]], name: str = "") -> DataRows:
    layout = recognise(Sheet(name, [list(row) for row in rows]), all_feeds(), None, Limits())
    assert layout is not None
    return read_data_rows(layout)


ONE = ["0302104124", "561001", "2025M09", "20", "1,5", "", "0"]


def test_each_row_has_its_place_as_the_sender_counts() -> None:
    read = data_rows_of([["Titel"], samples.ABSENCE, [], ONE, ["", "  "], ONE], "Ark1").text
    assert read["source_row"].to_list() == [4, 6]
    assert read["sheet"].to_list() == ["Ark1", "Ark1"]
    assert read["source_column"].to_list() == ["", ""]


def test_an_empty_cell_is_null_and_an_absent_column_is_empty() -> None:
    assert data_rows_of([samples.ABSENCE, ONE]).text["authorised_days"].to_list() == [None]
    assert data_rows_of([samples.RESIDENTS[:3], ["1", "2", "3"]]).text["highest_completed"].to_list() == [
        None
    ]


def test_a_short_row_is_filled_with_empty_cells() -> None:
    assert data_rows_of([samples.ABSENCE, ONE[:4]]).text["unauthorised_days"].to_list() == [None]


@pytest.mark.parametrize("cell", ["\u00a0OE1\u200b", "  OE1 ", "O\u00adE1", "\ufeffOE1"])
def test_what_cannot_be_seen_is_dropped(cell: str) -> None:
    assert data_rows_of([samples.RESIDENTS[:3], ["1", "2", cell]]).text["area"].to_list() == ["OE1"]


def test_letters_are_composed_and_white_space_folded() -> None:
    read = data_rows_of([samples.RESIDENTS[:3], ["1", "2", "A\u030a \u00a0 b"]])
    assert read.text["area"].to_list() == ["Å b"]


@pytest.mark.parametrize("first", ["I alt", "Ialt", "TOTAL", "Total:", "Sum", "Hele kommunen", " i alt "])
def test_totals_are_skipped(first: str) -> None:
    read = data_rows_of([samples.ABSENCE, ONE, [first, "", "", "412"]])
    assert (len(read.text), read.skipped) == (1, [(3, "total_row")])


def test_a_total_is_one_even_where_the_first_cell_is_empty() -> None:
    assert data_rows_of([samples.ABSENCE, ["", "I alt", "", "412"]]).skipped == [(2, "total_row")]


@pytest.mark.parametrize("first", ["Kilde: KMD", "Anm. foreløbige tal", "*) skøn", "Note 1"])
def test_footnotes_are_skipped(first: str) -> None:
    assert data_rows_of([samples.ABSENCE, ONE, [first]]).skipped == [(3, "footnote")]


@pytest.mark.parametrize("first", ["Summerfuglen", "Totalt ukendt", "Kildevæld", "Kilden"])
def test_a_word_that_only_begins_like_one_is_data(first: str) -> None:
    assert data_rows_of([samples.ABSENCE, [first, *ONE[1:]]]).skipped == []


def test_a_header_in_the_middle_is_skipped() -> None:
    shouted = [header.upper() for header in samples.ABSENCE]
    assert data_rows_of([samples.ABSENCE, ONE, shouted, ONE]).skipped == [(3, "repeated_header")]


def test_a_row_wider_than_the_header_is_marked_but_a_ragged_tail_is_not() -> None:
    read = data_rows_of([samples.ABSENCE, [*ONE, "", ""], [*ONE, "x"]])
    assert read.text["shape"].to_list() == [None, "row_too_wide"]


CELLS = st.sampled_from(
    ["", " ", "\x1c", "I alt", "Kilde: KMD", "*) skøn", "CPR", "4", "٣", " 5", "0302104124"]
)
ROWS = st.lists(st.lists(CELLS, max_size=9) | st.just(samples.ABSENCE) | st.just(ONE), max_size=6)


@given(ROWS, st.booleans())
def test_the_quick_test_of_data_rows_agrees_with_the_general_one(
    found: list[list[str]], with_number: bool
) -> None:
    headers = ["1. halvår", *samples.ABSENCE] if with_number else samples.ABSENCE
    sheet = [headers, *found]
    result = data_rows_of(sheet)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grid_rows, "is_plainly_data", lambda _: lambda cells: False)
        general = data_rows_of(sheet)
    assert result.skipped == general.skipped
    assert result.text.equals(general.text)


WIDE = ["CPR", "Skolenr", "Skoleår", "110", "Dansk mundtlig"]


def test_each_filled_cell_of_a_wide_layout_is_a_row() -> None:
    read = data_rows_of(
        [WIDE, ["A", "561001", "2024/25", "7", "syg"], ["B", "561001", "2024/25", "", "4"]]
    ).text
    assert read.select("cpr", "discipline", "grade", "source_row", "source_column").rows() == [
        ("A", "110", "7", 2, "D"),
        ("A", "120", "syg", 2, "E"),
        ("B", "120", "4", 3, "E"),
    ]


@pytest.mark.parametrize("notation", ["-", "..", "–", " ", "*"])
def test_a_notation_for_a_missing_value_in_a_wide_layout_is_no_row(notation: str) -> None:
    read = data_rows_of([WIDE, ["A", "561001", "2024/25", "7", notation]])
    assert read.text["discipline"].to_list() == ["110"]


def test_a_row_of_a_wide_layout_with_nothing_filled_is_accounted_for() -> None:
    read = data_rows_of([WIDE, ["A", "561001", "2024/25", "", "-"]])
    assert (len(read.text), read.skipped) == (0, [(2, "nothing_filled")])


def test_a_sheet_without_rows_is_a_table_without_rows() -> None:
    read = data_rows_of([samples.ABSENCE])
    assert read.text.is_empty()
    assert read.text.schema["source_row"] == pl.Int64


MONTHS = (("2025M08", (15, 1, None, 0)), ("2025M09", (22, 2.5, 1, 0)))


@pytest.mark.parametrize(
    "headers",
    [
        [f"{value} {month}" for month in ("aug 2025", "sep 2025") for value in samples.ABSENCE[3:]],
        [f"{month} {value}" for month in ("08-2025", "09-2025") for value in samples.ABSENCE[3:]],
        [f"{value} {month}" for month in ("2025M08", "2025M09") for value in samples.ABSENCE[3:]],
    ],
)
def test_a_column_for_each_month_and_kind_becomes_a_row_a_month(
    installation: Settings, keys: Keys, headers: list[str]
) -> None:
    cells = [cell for _, values in MONTHS for cell in values]
    first, second = cprs(2)
    rows_ = [[first, "561001", *cells], [second, "561001", *cells[:4], None, None, None, None]]
    drop = send(installation, keys, workbook({"Ark1": [["CPR", "Skolenr", *headers], *rows_]}))
    assert (drop.verdict, drop.rows.loaded) == ("accepted", 3)
    table = rows(installation, drop).sort("month", "sick_days")
    assert table["sick_days"].to_list() == [1.0, 1.0, 2.5]
    assert table["authorised_days"].to_list() == [0.0, 0.0, 1.0]


def test_months_over_kinds_in_two_header_rows_point_at_the_very_cell(
    installation: Settings, keys: Keys
) -> None:
    above = ["", "", *[month for month in ("aug 2025", "sep 2025") for _ in range(4)]]
    below = ["CPR", "Skolenr", *samples.ABSENCE[3:], *samples.ABSENCE[3:]]
    cells = [15, 1, 0, 0, 22, "mange", 0, 0]
    drop = send(installation, keys, workbook({"Ark1": [above, below, [cprs(1)[0], "561001", *cells]]}))
    wrong = [(p.code, p.row, p.column) for p in drop.problems if p.severity == "error"]
    assert (drop.rows.loaded, drop.rows.quarantined, wrong) == (1, 1, [("number_unreadable", 3, "H")])
