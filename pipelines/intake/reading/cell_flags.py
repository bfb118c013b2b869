"""Properties of cells beyond their values: errors, percentages, hidden rows and columns, uncalculated formulas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.intake.reading.sheet import Note, letters
from pipelines.intake.values.excel_errors import UNCALCULATED

Place = tuple[int, int]


@dataclass
class CellFlags:
    """The flagged cells of one sheet; rows and columns are counted from 0.

    `texts` replace the cells' values; an uncalculated formula has a text of its own; `marked` cells had a footnote
    mark that is not part of their value.
    """

    texts: dict[Place, str] = field(default_factory=dict)
    uncalculated: list[Place] = field(default_factory=list)
    marked: list[Place] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def apply(self, rows: list[list[str]]) -> list[Note]:
        """Write the replacement texts into the rows, empty what is hidden, and return notes of what was done."""
        for (row, column), text in (self.texts | dict.fromkeys(self.uncalculated, UNCALCULATED)).items():
            _put(rows, row, column, text)
        return [*self._hide_rows(rows), *self._hide_columns(rows), *self._notes()]

    def _hide_rows(self, rows: list[list[str]]) -> Iterator[Note]:
        found = [row for row in sorted(self.hidden_rows) if row < len(rows) and any(rows[row])]
        for row in found:
            rows[row] = []
        if found:
            yield Note("hidden_rows", found[0] + 1, None, len(found))

    def _hide_columns(self, rows: list[list[str]]) -> Iterator[Note]:
        for column in sorted(self.hidden_columns):
            filled = [cells for cells in rows if column < len(cells) and cells[column]]
            for cells in filled:
                cells[column] = ""
            if filled:
                yield Note("hidden_column", None, letters(column))

    def _notes(self) -> Iterator[Note]:
        for row, column in self.marked:
            if row not in self.hidden_rows and column not in self.hidden_columns:
                yield Note("footnote_mark", row + 1, letters(column))


def _put(rows: list[list[str]], row: int, column: int, text: str) -> None:
    rows.extend([] for _ in range(row + 1 - len(rows)))
    rows[row].extend([""] * (column + 1 - len(rows[row])))
    rows[row][column] = text
