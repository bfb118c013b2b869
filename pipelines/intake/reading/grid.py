"""A sheet that the XML and HTML readers fill cell by cell, in any order."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.intake.reading.cell_flags import CellFlags
from pipelines.intake.reading.sheet import Merged, Sheet, Unreadable
from pipelines.settings import Limits


@dataclass
class Grid:
    """Filled cells by row and column (counted from 0), with their flags."""

    limits: Limits
    name: str = ""
    hidden: bool = False
    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    flags: CellFlags = field(default_factory=CellFlags)
    merged: list[Merged] = field(default_factory=list)

    def put(self, row: int, column: int, text: str) -> None:
        """Fill a cell; an empty text is ignored. Raises Unreadable beyond the limits."""
        if not text:
            return
        if column >= self.limits.columns:
            raise Unreadable("too_many_columns")
        if row >= self.limits.rows:
            raise Unreadable("too_many_rows")
        self.cells.setdefault(row, {})[column] = text

    def merge(self, row: int, column: int, rows: int, columns: int) -> None:
        """Record that a cell spans this many rows and columns."""
        if max(rows, columns) > 1:
            self.merged.append(Merged(row, column, row + rows - 1, column + columns - 1))

    def sheet(self) -> Sheet:
        """Return the sheet, with empty rows where no cell is filled."""
        width = 1 + max((max(row) for row in self.cells.values()), default=-1)
        height = 1 + max(self.cells, default=-1)
        rows = [_row(self.cells.get(row), width) for row in range(height)]
        return Sheet(self.name, rows, self.hidden, self.flags.apply(rows), self.merged)


def _row(cells: dict[int, str] | None, width: int) -> list[str]:
    return [cells.get(column, "") for column in range(width)] if cells else []
