"""A sheet whose cells come as columns (that they are XlsxWriter's is tested in tests/canaries/)."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from pipelines.report.data_sheet import DataSheet


def test_a_row_without_a_value_is_empty(tmp_path: Path) -> None:
    with Workbook(tmp_path / "a.xlsx") as book:
        page = book.add_worksheet("A", DataSheet)
        page.write_row(0, 0, ["x", "y"])
        page.add_column(0, ["a", None, "b"], book.add_format())
        page.add_column(1, [1, "", 2.5], book.add_format())
    rows = list(load_workbook(tmp_path / "a.xlsx")["A"].iter_rows(values_only=True))
    assert rows == [("x", "y"), ("a", 1), (None, None), ("b", 2.5)]


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_not_written(tmp_path: Path, number: float) -> None:
    with Workbook(tmp_path / "a.xlsx") as book:
        page = book.add_worksheet("A", DataSheet)
        with pytest.raises(ValueError, match="number"):
            page.add_column(0, [1.0, number], book.add_format())
