"""What adds up to what: the equations and inequalities between the numerators of a block.

The crossings and their hierarchies are read off the cells themselves, whose labels come from dbt's closed catalogue:
in each broken-down dimension the parent of a cell is the same with `total`. A parent whose children stand for fewer
persons than it (a feed that leaves the gender out) lies above their sum by what the rest of the persons can add. Where
partners' figures contradict each other, there is nothing to lean on, and no row. A cell without anybody in its
denominator is absent, and known to be zero.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from pipelines.publication.disclosure.cell import TOTAL, Cell
from pipelines.publication.disclosure.linear_system import SLACK, Row

Terms = tuple[tuple[int, int], ...]


class Constraints:
    """The rows between some cells, whose columns are their positions."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = cells
        self.truth = np.array([cell.numerator for cell in cells], dtype=np.float64)
        self._at = {(cell.indicator_id, cell.period, cell.place): column for column, cell in enumerate(cells)}
        self._crossings = {(cell.indicator_id, cell.period, cell.crossing) for cell in cells}

    def all(self) -> tuple[Row, ...]:
        """Every row."""
        return (*self.additions(), *self.links(), *self.wholes(), *self.alike())

    def additions(self) -> Iterator[Row]:
        """Children and their parent, in each dimension."""
        families: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for column, cell in enumerate(self.cells):
            for dimension, label in enumerate(cell.place):
                if label != TOTAL:
                    place = (*cell.place[:dimension], TOTAL, *cell.place[dimension + 1 :])
                    parent = self._at.get((cell.indicator_id, cell.period, place))
                    if parent is not None:
                        families[parent, dimension].append(column)
        for (parent, _), children in families.items():
            yield from self._addition(parent, children)

    def _addition(self, parent: int, children: list[int]) -> Iterator[Row]:
        whole = self.cells[parent]
        rest = whole.base - sum(self.cells[child].base for child in children)
        terms = ((parent, 1), *((child, -1) for child in children))
        # Where nobody knows of how many they are, a sum that holds is taken for one that readers know of.
        if whole.links.is_open or abs(rest) < SLACK:
            yield from self._row(terms, 0.0, 0.0)
        elif rest > 0:
            yield from self._row(terms, *whole.ends(rest))

    def links(self) -> Iterator[Row]:
        """What definitions say of other numerators of the same cell."""
        for column, cell in enumerate(self.cells):
            for low, sums in ((0.0, cell.links.sums), (-math.inf, cell.links.ceilings)):
                for names in sums:
                    others = self.same_cell(cell, names)
                    if others is not None:
                        yield from self._row(((column, 1), *((other, -1) for other in others)), low, 0.0)

    def same_cell(self, cell: Cell, names: Sequence[str]) -> list[int] | None:
        """The columns of that cell of other indicators; an absent one is zero. None where one is not crossed so."""
        if any((name, cell.period, cell.crossing) not in self._crossings for name in names):
            return None
        columns = (self._at.get((name, cell.period, cell.place)) for name in names)
        return [column for column in columns if column is not None]

    def wholes(self) -> Iterator[Row]:
        """Parts of the same whole add up to its persons."""
        parts: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
        for column, cell in enumerate(self.cells):
            if cell.links.whole is not None:
                parts[cell.links.whole, cell.period, cell.place].append(column)
        for columns in parts.values():
            persons = self.cells[columns[0]].persons
            yield from self._row(tuple((column, 1) for column in columns), persons, persons)

    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Cells of practically the same persons."""
        return tuple(
            (column, twin)
            for column, cell in enumerate(self.cells)
            for name, end in cell.links.twins
            if cell.period.endswith(end)
            and (twin := self._at.get((name, cell.period.removesuffix(end), cell.place))) is not None
        )

    def alike(self) -> Iterator[Row]:
        """Twins that are just as large: a reader takes them for the same."""
        for first, second in self.pairs():
            if self.cells[first].persons == self.cells[second].persons:
                yield from self._row(((first, 1), (second, -1)), 0.0, 0.0)

    def _row(self, terms: Terms, low: float, high: float) -> Iterator[Row]:
        """The row, if it is true. An equation is set to what the figures add up to, to the last binary digit."""
        activity = math.fsum(factor * self.truth[column] for column, factor in terms)
        slack = SLACK * max(1.0, *(abs(self.truth[column]) for column, _ in terms))
        if low == high and abs(activity - low) <= slack:
            yield Row(terms, activity, activity)
        elif low < high and low - slack <= activity <= high + slack:
            yield Row(terms, min(low, activity), max(high, activity))
