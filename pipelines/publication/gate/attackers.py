"""The attackers: the public, and each school, which knows its own numbers; and the true figures to compare with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from pipelines.publication.gate.disclosed_cells import Cell
from pipelines.publication.gate.group_view import View
from pipelines.publication.gate.published_cells import LABELS
from pipelines.publication.mart_tables import TOTAL

NEAR = 0.5
# The wellbeing feed has means rounded to two decimals, so that sums computed from them are inexact.
_ROUNDED = 0.01


@dataclass(frozen=True)
class Truth:
    """The true figures of the warehouse. They give a school's prior knowledge, and separate right
    inferences from wrong; no inference uses them otherwise.
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
        """Return the true figures of a view's cells, for the digest of its group."""
        return [(self.persons.get(cell), self.numerators.get(cell)) for cell in view.cells]

    def matches(self, view: View) -> bool:
        """Whether the view shows these figures; retained figures of an earlier publication do not."""
        shown = (
            (self.numerators.get(cell), published.y)
            for cell, published in view.cells.items()
            if published.y is not None
        )
        return all(actual is not None and abs(actual - y) <= 1e-6 * max(1.0, y) for actual, y in shown)

    def agrees(self, cell: Cell, lower: float, upper: float, is_score: bool) -> bool:
        """Whether the true numerator lies in the interval, within a tolerance; True where it is not known."""
        if (actual := self.numerators.get(cell)) is None:
            return True
        near = NEAR + (_ROUNDED * self.persons.get(cell, 0.0) if is_score else 0.0)
        return lower - near <= actual <= upper + near

    def attackers(self, view: View) -> Iterator[tuple[str | None, dict[Cell, float]]]:
        """Yield (school, known numerators): the public (None, nothing), then each school with a hidden cell of its own.

        For a retained view only the public: the schools' figures of that time are not known here, and the view was
        attacked when it was new.
        """
        yield None, {}
        if not self.matches(view):
            return
        for school in sorted({cell.school for cell in view.hidden()} - {TOTAL}):
            own = [cell for cell in view.cells if cell.school == school and cell in self.numerators]
            yield school, {cell: self.numerators[cell] for cell in own}
