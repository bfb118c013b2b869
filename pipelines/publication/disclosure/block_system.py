"""Build the linear system of a block over the numerators of its cells.

Each numerator is an unknown. Attackers know every denominator, hence the bounds of each numerator and the additive
constraints between them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from pipelines.publication.disclosure.cell import DIMENSIONS, TOTAL, Cell
from pipelines.publication.disclosure.constraints import Constraints
from pipelines.publication.disclosure.linear_system import System
from pipelines.publication.disclosure.numerator_bounds import numerator_bounds

SMALLEST_WIDTH = 5.0
_SCHOOL = DIMENSIONS.index("school")


def build_system(cells: Sequence[Cell]) -> System:
    """Build the system of a block's cells, which must all be countable and sorted by importance."""
    rows = Constraints(cells)
    low, high = numerator_bounds(rows)
    whole = [cell.persons if cell.is_known_whole else math.inf for cell in rows.cells]
    need = np.minimum(np.minimum(SMALLEST_WIDTH, whole), high - low)
    return System(rows.truth, low, high, need, rows.all(), rows.pairs(), _insiders(cells))


def _insiders(cells: Sequence[Cell]) -> tuple[tuple[int, ...], ...]:
    schools: defaultdict[str, list[int]] = defaultdict(list)
    for column, cell in enumerate(cells):
        schools[cell.place[_SCHOOL]].append(column)
    return tuple(tuple(own) for school, own in sorted(schools.items()) if school != TOTAL)
