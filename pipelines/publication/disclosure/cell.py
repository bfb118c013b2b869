"""The cell of disclosure control, and the order of importance in which cells are shown."""

from __future__ import annotations

import math
from typing import NamedTuple

from pipelines.publication.disclosure.definition_links import Links

DIMENSIONS = ("area", "gender", "age_band", "school")
KEY = ("indicator_id", "period", *DIMENSIONS)
TOTAL = "total"
Place = tuple[str, ...]


class Cell(NamedTuple):
    """A cell with its labels; `place` in the order of DIMENSIONS. `base`: the divisor of a mean, else the persons."""

    indicator_id: str
    period: str
    place: Place
    measure: str
    persons: float
    base: float
    numerator: float
    links: Links

    @property
    def crossing(self) -> tuple[bool, ...]:
        """Which dimensions are broken down."""
        return tuple(label != TOTAL for label in self.place)

    @property
    def is_known_whole(self) -> bool:
        """Whether attackers are assumed to know the number of persons that the numerator is taken from."""
        return not self.links.is_open

    @property
    def is_countable(self) -> bool:
        """Whether its numbers are finite; a cell that is not can neither be shown nor enter the system."""
        return all(map(math.isfinite, (self.persons, self.base, self.numerator)))

    def bounds(self, base: float) -> tuple[float, float]:
        """The least and the greatest numerator that `base` of the denominator can contribute."""
        if self.links.is_open or self.measure == "count":
            return 0.0, math.inf
        least, most = self.links.each
        return least * base, most * base


def importance(cell: Cell) -> tuple[object, ...]:
    """Sort key: totals first, then the fewest breakdowns; then wholes before parts (the statuses of a pathway), and the
    most persons; labels break ties."""
    is_part = cell.links.whole is not None
    return (sum(cell.crossing), is_part, -cell.persons, cell.indicator_id, cell.period, cell.place)
