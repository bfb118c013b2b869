"""A sheet that is put together cell by cell, in any order, by the readers of XML and HTML."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.intake.reading.cell_flags import CellFlags
from pipelines.intake.reading.sheet import Merged, Sheet, Unreadable
from pipelines.settings import Limits


@dataclass
class Grid:
    """Filled cells by row and column, counted from 0, with what is to be said of them."""

    limits: Limits
    name: str = ""
    hidden: bool = False
    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    marks: CellFlags = field(default_factory=CellFlags)
    merged: list[Merged] = field(default_factory=list)

    def put(self, row: int, column: int, text: str) -> None:
        """Fill a cell; an empty text fills nothing. Raises Unreadable beyond the limits."""
        if not text:
            return
        if column >= self.limits.columns:
            raise Unreadable("too_many_columns")
        if row >= self.limits.rows:
            raise Unreadable("too_many_rows")
        self.cells.setdefault(row, {})[column] = text

    def merge(self, row: int, column: int, rows: int, columns: int) -> None:
        """Note that a cell stretches over so many rows and columns."""
        if max(rows, columns) > 1:
            self.merged.append(Merged(row, column, row + rows - 1, column + columns - 1))

    def sheet(self) -> Sheet:
        """All of it, rows without a filled cell as empty rows."""
        width = 1 + max((max(row) for row in self.cells.values()), default=-1)
        height = 1 + max(self.cells, default=-1)
        rows = [_row(self.cells.get(row), width) for row in range(height)]
        return Sheet(self.name, rows, self.hidden, self.marks.apply(rows), self.merged)


def _row(cells: dict[int, str] | None, width: int) -> list[str]:
    return [cells.get(column, "") for column in range(width)] if cells else []
