"""One cell as disclosure control reckons with it, and the order in which cells matter to readers."""

from __future__ import annotations

import math
from typing import NamedTuple

from pipelines.publication.disclosure.definition_links import Links

DIMENSIONS = ("area", "gender", "age_band", "school")
KEY = ("indicator_id", "period", *DIMENSIONS)
TOTAL = "total"
Place = tuple[str, ...]


class Cell(NamedTuple):
    """A cell by its labels; `place` in the order of DIMENSIONS. `base`: what a mean divides by, else the persons.
    `found`: how many of the base the coverage says were found in the feed of the numerator; may be NaN."""

    indicator_id: str
    period: str
    place: Place
    measure: str
    persons: float
    base: float
    numerator: float
    found: float
    links: Links

    @property
    def crossing(self) -> tuple[bool, ...]:
        """Which dimensions are broken down."""
        return tuple(label != TOTAL for label in self.place)

    @property
    def is_known_whole(self) -> bool:
        """Whether readers are taken to know the persons that the numerator is of."""
        return not self.links.is_open

    @property
    def is_countable(self) -> bool:
        """Whether its numbers are numbers; what is not can neither be shown nor reckoned with."""
        return all(map(math.isfinite, (self.persons, self.base, self.numerator)))

    def ends(self, base: float) -> tuple[float, float]:
        """What so much of the denominator adds to the numerator, at least and at most."""
        if self.links.is_open or self.measure == "count":
            return 0.0, math.inf
        least, most = self.links.each
        return least * base, most * base


def importance(cell: Cell) -> tuple[object, ...]:
    """Sort key: totals first, then the fewest breakdowns, then the most persons; labels so that no tie is left."""
    return (sum(cell.crossing), -cell.persons, cell.indicator_id, cell.period, cell.place)
