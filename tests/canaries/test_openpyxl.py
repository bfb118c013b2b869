"""openpyxl: a worksheet's `_cells`, `_charts`, `_images` and `_pivots`, and a workbook's `_pivots`.

If these fail, a marked workbook keeps charts, images or pivot tables of the sender, which may show or fetch what the
rows do not, or a sheet with millions of empty rows is gone through row by row (`pipelines/intake/marking/`).
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference

from pipelines.intake.receipt.workbook.cell_style import cells_of
from pipelines.intake.receipt.workbook.marked_copy import _defuse


def parts(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as archive:
        return {name.split("/")[1] for name in archive.namelist() if name.startswith("xl/")}


def test_charts_that_were_read_are_gone_when_the_list_is_emptied(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["a", 1])
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1))
    sheet.add_chart(chart)
    book.save(tmp_path / "sent.xlsx")
    assert "charts" in parts(tmp_path / "sent.xlsx")
    kept = load_workbook(tmp_path / "sent.xlsx")
    kept.save(tmp_path / "kept.xlsx")
    assert "charts" in parts(tmp_path / "kept.xlsx")
    _defuse(kept)
    kept.save(tmp_path / "emptied.xlsx")
    assert parts(tmp_path / "emptied.xlsx").isdisjoint({"charts", "drawings"})


def test_images_and_pivot_tables_have_lists_that_can_be_emptied() -> None:
    book = Workbook()
    assert (book._pivots, book.active._pivots, book.active._images) == ([], [], [])


def test_the_cells_of_a_sheet_are_those_that_hold_something() -> None:
    sheet = Workbook().active
    sheet["A1"], sheet["A1048576"] = 1, 2
    assert [cell.value for cell in cells_of(sheet)] == [1, 2]
