"""A worksheet whose cells come as columns; each distinct value of a column becomes XML once.

XlsxWriter keeps and writes cell by cell, which took two thirds of the time of the workbook (docs/performance.md). What
it writes here beside its interface is compared with what it writes by it in `tests/canaries/test_xlsxwriter.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from math import isfinite
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet


class DataSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A worksheet with a heading row, which is written as in any other."""

    def __init__(self) -> None:
        super().__init__()
        self._columns: list[tuple[str, Sequence[Any], Format, dict[Any, str]]] = []

    def add_column(self, column: int, values: Sequence[Any], style: Format) -> None:
        """Add the cells below the heading: texts, numbers, dates; None and "" leave a cell empty.

        Raises ValueError for a number that is not finite. Text that looks like a formula stays text.
        """
        ends = {value: self._end(value, times) for value, times in Counter(values).items()}
        self._columns.append((xl_col_to_name(column), values, style, ends))
        self._check_dimensions(len(values), column)

    def _end(self, value: Any, times: int) -> str:
        """The XML of a cell after its place and style."""
        if value is None or value == "":
            return ""
        if isinstance(value, str):
            return f' t="s"><v>{self._shared(value, times)}</v></c>'
        number = self._convert_date_time(value) if isinstance(value, date) else value
        if not isfinite(number):
            raise ValueError("a number of a workbook is finite")
        return f"><v>{number:.16G}</v></c>"

    def _shared(self, text: str, times: int) -> int:
        """The place of a text, as long as Excel allows, among those of all sheets."""
        self.str_table.count += times - 1
        place: int = self.str_table._get_shared_string_index(text[: self.xls_strmax])
        return place

    def _write_rows(self) -> None:
        super()._write_rows()
        rows = enumerate(zip(*map(_cells, self._columns), strict=True), start=2)
        self.fh.write("".join(f'<row r="{row}">{"".join(cells)}</row>' for row, cells in rows if any(cells)))


def _cells(column: tuple[str, Sequence[Any], Format, dict[Any, str]]) -> list[str]:
    letters, values, style, ends = column
    index = style._get_xf_index()
    look = f' s="{index}"' if index else ""
    ends = {value: f'"{look}{end}' for value, end in ends.items() if end}
    begin, end_of = f'<c r="{letters}', ends.get
    return [
        f"{begin}{row}{end}" if (end := end_of(value)) else "" for row, value in enumerate(values, start=2)
    ]
