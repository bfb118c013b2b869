"""Sheets whose rows each stand in one cell: text pasted into column A, or every line in quotes."""

from __future__ import annotations

from pipelines.intake.reading.one_column import split_again
from pipelines.intake.reading.sheet import Note, Sheet
from pipelines.settings import Limits
from schemas.folding import fold
from tests.intake import samples

HEADERS = {fold(header) for header in samples.ABSENCE}
HEADER = ";".join(samples.ABSENCE)
ROW = samples.absence(1)[0]


def again(*rows: list[str]) -> Sheet:
    return split_again(Sheet("", list(rows)), HEADERS, Limits())


def test_text_pasted_into_column_a_is_split() -> None:
    found = again(["Fravær"], [], [HEADER, "", " "], [";".join(ROW)], ["  "])
    assert found.rows[2:4] == [list(samples.ABSENCE), ROW]
    assert found.notes == [Note("one_column")]
    assert [any(map(str.strip, row)) for row in found.rows] == [True, False, True, True, False]


def test_a_line_break_within_a_pasted_row_is_a_space() -> None:
    """Alt+Enter in Excel, or a system that wraps its lines."""
    broken = ";".join(ROW[:3]) + "\r\n" + ";".join(["", *ROW[3:]]) + "\r\n"
    found = again([HEADER], [broken], [";".join(ROW)])
    assert [[cell.strip() for cell in row] for row in found.rows[1:]] == [ROW, ROW]


def test_quotes_within_a_pasted_row_hold_its_delimiters() -> None:
    assert again([HEADER], ['"1;2";"a ""b"""']).rows[1] == ["1;2", 'a "b"']


def test_a_list_with_something_in_a_second_column_is_left_as_it_is() -> None:
    rows = [[HEADER, "Bemærkning"], [";".join(ROW), "ny elev"]]
    assert again(*rows).rows == rows


def test_a_list_of_one_column_is_left_as_it_is() -> None:
    rows = [["CPR-nr"], ["0101124321; er flyttet"]]
    assert again(*rows) == Sheet("", rows)
