from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.intake.layout.recognise import recognise
from pipelines.intake.layout.row_shapes import is_cut_off, misshapen
from pipelines.intake.reading.sheet import Sheet
from pipelines.settings import Limits
from schemas.feeds import all_feeds
from tests.intake import samples

MEMBERS = ("Forening", "År", "Medlemsnr", "Fødselsdato", "Køn", "Indmeldt", "Udmeldt")
MEMBER = ["Øst BK", "2025", "100", "01-02-2010", "M", "01-09-2024", ""]


def shapes(
    headers: tuple[str, ...], rows: list[list[str]], name: str = "", unfinished: bool = False
) -> tuple[dict[int, str], bool]:
    sheet = Sheet(name, [list(headers), *rows], unfinished=unfinished)
    layout = recognise(sheet, all_feeds(), None, Limits())
    assert layout is not None
    numbered = list(enumerate(rows, start=2))
    found = misshapen(layout, numbered)
    return found, is_cut_off(layout, numbered, found)


def test_a_row_with_one_more_cell_is_shifted_where_a_cell_before_is_empty() -> None:
    shifted = [*MEMBER[:5], "", "01-09-2024", ""]
    assert shapes(MEMBERS, [MEMBER, shifted, MEMBER]) == ({3: "row_shifted"}, False)
    assert shapes(MEMBERS, [MEMBER, [*MEMBER[:6], "", ""], MEMBER]) == ({}, False)


def test_a_short_row_where_the_program_writes_empty_cells() -> None:
    assert shapes(MEMBERS, [MEMBER, MEMBER[1:], MEMBER]) == ({3: "row_too_short"}, False)


def test_a_program_that_leaves_out_empty_cells_at_the_end_writes_no_short_rows() -> None:
    left = [*MEMBER[:6], "01-01-2025"]
    assert shapes(MEMBERS, [left, left, MEMBER[:6], MEMBER[:6], left]) == ({}, False)
    assert shapes(MEMBERS, [MEMBER[:6], left, MEMBER[:6]]) == ({}, False)


def test_one_short_row_among_full_ones_may_lack_a_cell_before_the_last() -> None:
    """The day in the column of the day of joining may be the day of leaving."""
    left = [*MEMBER[:6], "01-01-2025"]
    assert shapes(MEMBERS, [left, left, MEMBER[:6], left]) == ({4: "row_too_short"}, False)


def test_one_short_row_whose_cells_fit_nowhere_else_lacks_the_last() -> None:
    """A gender is no day, so the last column's cell is the one left out."""
    headers, member = (*MEMBERS[:4], "Indmeldt", "Køn", "Udmeldt"), [*MEMBER[:4], "01-09-2024", "M"]
    left = [*member, "01-01-2025"]
    assert shapes(headers, [left, left, member, left]) == ({}, False)


def test_a_workbook_has_no_short_rows() -> None:
    assert shapes(MEMBERS, [MEMBER, MEMBER[1:], MEMBER], name="Ark1") == ({}, False)


@pytest.mark.parametrize(("unfinished", "cut_off"), [(True, True), (False, False)])
def test_a_file_that_ends_in_a_row_is_cut_off(unfinished: bool, cut_off: bool) -> None:
    full = samples.absence(5)
    found = shapes(samples.ABSENCE, [*full, full[0][:5]], unfinished=unfinished)
    assert found == ({7: "row_too_short"}, cut_off)


def test_a_whole_last_row_without_line_end_is_not_cut_off() -> None:
    assert shapes(samples.ABSENCE, samples.absence(5), unfinished=True) == ({}, False)


def test_a_note_in_a_column_without_header_shifts_nothing() -> None:
    headers = (*samples.ABSENCE, "")
    rows = [[*row, ""] for row in samples.absence(5)]
    rows[2][-1] = "se note 3"
    assert shapes(headers, rows) == ({}, False)
    rows[2][-1] = "0,5"
    assert shapes(headers, rows) == ({4: "row_shifted"}, False)
    assert shapes(headers, [[*row[:-1], "1"] for row in rows]) == ({}, False)


@given(st.integers(0, 19), st.integers(0, 6))
def test_a_missing_cell_is_found_in_any_row_and_column(at: int, place: int) -> None:
    rows = samples.absence(20)
    del rows[at][place]
    assert shapes(samples.ABSENCE, rows) == ({at + 2: "row_too_short"}, False)


@given(st.integers(0, 19), st.integers(0, 6))
def test_an_additional_empty_cell_is_found_in_any_row_and_column(at: int, place: int) -> None:
    rows = [[*MEMBER[:6], "01-01-2025"] for _ in range(20)]
    rows[at].insert(place, "")
    assert set(shapes(MEMBERS, rows)[0]) == {at + 2}


def test_where_one_row_ends_empty_every_short_row_is_too_short() -> None:
    assert shapes(MEMBERS, [MEMBER, MEMBER, MEMBER, MEMBER[:6], MEMBER[:6]]) == (
        {5: "row_too_short", 6: "row_too_short"},
        False,
    )


def test_rows_of_many_widths_have_no_usual_one() -> None:
    """Someone has typed the file, or a program leaves out what is empty."""
    assert shapes(MEMBERS, [MEMBER, MEMBER[:6], MEMBER[:5]]) == ({}, False)


def test_a_row_without_its_last_cell_that_must_be_there_is_too_short() -> None:
    area = samples.residents(4)
    headers = samples.RESIDENTS[:3]
    rows = [row[:3] for row in area]
    assert shapes(headers, [rows[0], rows[1][:2], *rows[2:]]) == ({3: "row_too_short"}, False)


def test_many_rows_with_one_more_cell_are_another_list_and_not_shifted() -> None:
    longer = [*MEMBER[:5], "", "01-09-2024", ""]
    assert shapes(MEMBERS, [MEMBER] * 5 + [longer] * 3) == ({}, False)
