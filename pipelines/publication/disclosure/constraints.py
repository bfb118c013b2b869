"""Constraints between the numerators of a block: equations and inequalities.

The hierarchies are derived from the cells, whose labels come from dbt's closed catalogue: in each broken-down dimension
the parent of a cell has the label `total`. A parent whose children cover fewer persons than it does (a feed may leave
the gender out) exceeds their sum by at most what the remaining persons can contribute. A constraint that the partners'
figures contradict is left out. A cell whose denominator is empty is absent, and known to be zero.
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
    """The constraints between some cells; the column of a cell is its position."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = cells
        self.truth = np.array([cell.numerator for cell in cells], dtype=np.float64)
        self._at = {(cell.indicator_id, cell.period, cell.place): column for column, cell in enumerate(cells)}
        self._crossings = {(cell.indicator_id, cell.period, cell.crossing) for cell in cells}

    def all(self) -> tuple[Row, ...]:
        """Every constraint."""
        return (*self.additions(), *self.links(), *self.wholes(), *self.equal_twins())

    def additions(self) -> Iterator[Row]:
        """Additivity: the children of each parent, by dimension."""
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
        # Without a known denominator, a sum that holds is assumed to be known to attackers.
        if whole.links.is_open or abs(rest) < SLACK:
            yield from self._row(terms, 0.0, 0.0)
        elif rest > 0:
            yield from self._row(terms, *whole.bounds(rest))

    def links(self) -> Iterator[Row]:
        """Sums and upper bounds that definitions state between numerators of the same cell."""
        for column, cell in enumerate(self.cells):
            for low, sums in ((0.0, cell.links.sums), (-math.inf, cell.links.ceilings)):
                for names in sums:
                    others = self.same_cell(cell, names)
                    if others is not None:
                        yield from self._row(((column, 1), *((other, -1) for other in others)), low, 0.0)

    def same_cell(self, cell: Cell, names: Sequence[str]) -> list[int] | None:
        """The columns of the same cell of other indicators; an absent cell is zero. None where one of them lacks the
        crossing."""
        if any((name, cell.period, cell.crossing) not in self._crossings for name in names):
            return None
        columns = (self._at.get((name, cell.period, cell.place)) for name in names)
        return [column for column in columns if column is not None]

    def wholes(self) -> Iterator[Row]:
        """Partitions: the parts of a whole add up to its persons."""
        parts: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
        for column, cell in enumerate(self.cells):
            if cell.links.whole is not None:
                parts[cell.links.whole, cell.period, cell.place].append(column)
        for columns in parts.values():
            persons = self.cells[columns[0]].persons
            yield from self._row(tuple((column, 1) for column in columns), persons, persons)

    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Twins: cells of practically the same persons, which are shown or hidden together."""
        return tuple(
            (column, twin)
            for column, cell in enumerate(self.cells)
            for name, suffix in cell.links.twins
            if cell.period.endswith(suffix)
            and (twin := self._at.get((name, cell.period.removesuffix(suffix), cell.place))) is not None
        )

    def equal_twins(self) -> Iterator[Row]:
        """Twins with equal denominators: an attacker assumes equal numerators."""
        for first, second in self.pairs():
            if self.cells[first].persons == self.cells[second].persons:
                yield from self._row(((first, 1), (second, -1)), 0.0, 0.0)

    def _row(self, terms: Terms, low: float, high: float) -> Iterator[Row]:
        """Yield the row if the figures fulfil it; an equation gets their exact floating-point sum."""
        activity = math.fsum(factor * self.truth[column] for column, factor in terms)
        slack = SLACK * max(1.0, *(abs(self.truth[column]) for column, _ in terms))
        if low == high and abs(activity - low) <= slack:
            yield Row(terms, activity, activity)
        elif low < high and low - slack <= activity <= high + slack:
            yield Row(terms, min(low, activity), max(high, activity))
