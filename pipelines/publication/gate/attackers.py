"""Who attacks: any reader, and each school, which knows its own numbers; and what they know without us."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from pipelines.publication.gate.disclosed_cells import Cell
from pipelines.publication.gate.group_view import View
from pipelines.publication.gate.published_cells import LABELS
from pipelines.publication.mart_tables import TOTAL

NEAR = 0.5
# The feed of wellbeing has means rounded to two decimals: the sums that we make of them are not quite sums.
_ROUNDED = 0.01


@dataclass(frozen=True)
class Truth:
    """What the warehouse holds of each cell. It decides what a school knows and what a reader is right about.

    Nothing a reader concludes is taken from it.
    """

    persons: Mapping[Cell, float]
    numerators: Mapping[Cell, float]

    @classmethod
    def of(cls, cells: pl.DataFrame) -> Truth:
        """Read the tables `cells` and `counts` of the warehouse."""
        rows = [
            (Cell(*row[:6]), *row[6:]) for row in cells.select(*LABELS, "persons", "numerator").iter_rows()
        ]
        return cls({cell: n for cell, n, _ in rows}, {cell: y for cell, _, y in rows if y is not None})

    def of_group(self, view: View) -> list[tuple[float | None, float | None]]:
        """What an attack on the view takes from here, for its digest."""
        return [(self.persons.get(cell), self.numerators.get(cell)) for cell in view.cells]

    def matches(self, view: View) -> bool:
        """Whether the view was made of these cells. An old one may stand where a correction is held back."""
        shown = (
            (self.numerators.get(cell), published.y)
            for cell, published in view.cells.items()
            if published.y is not None
        )
        return all(actual is not None and abs(actual - y) <= 1e-6 * max(1.0, y) for actual, y in shown)

    def agrees(self, cell: Cell, lower: float, upper: float, is_score: bool) -> bool:
        """Whether somebody who thinks that the cell is in there is right, or as good as right."""
        if (actual := self.numerators.get(cell)) is None:
            return True
        near = NEAR + (_ROUNDED * self.persons.get(cell, 0.0) if is_score else 0.0)
        return lower - near <= actual <= upper + near

    def attackers(self, view: View) -> Iterator[tuple[str | None, dict[Cell, float]]]:
        """Any reader, who knows nothing beforehand; then each school from which the view hides a cell of its own.

        Where an old view stands, nothing here says what a school knew of it; it was attacked when it was new.
        """
        yield None, {}
        if not self.matches(view):
            return
        for school in sorted({cell.school for cell in view.hidden()} - {TOTAL}):
            own = [cell for cell in view.cells if cell.school == school and cell in self.numerators]
            yield school, {cell: self.numerators[cell] for cell in own}
