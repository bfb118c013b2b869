"""Build the linear system of a block over the numerators of its cells.

Each numerator is an unknown. Attackers know every denominator, hence the bounds of each numerator and the additive
constraints between them. A published coverage reveals a second unknown: the number of persons found in the feed, which
bounds the numerator from above. That unknown needs no protection itself, but takes part in the constraints.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipelines.publication.disclosure.cell import DIMENSIONS, TOTAL, Cell
from pipelines.publication.disclosure.constraints import Constraints
from pipelines.publication.disclosure.definition_links import Links
from pipelines.publication.disclosure.linear_system import System
from pipelines.publication.disclosure.numerator_bounds import numerator_bounds

SMALLEST_WIDTH = 5.0
_SCHOOL = DIMENSIONS.index("school")


def build_system(cells: Sequence[Cell]) -> System:
    """Build the system of a block's cells, which must all be countable and sorted by importance."""
    found = [_found(cell) for cell in cells if cell.links.found_by == cell.indicator_id]
    rows = Constraints([*map(_within_the_found, cells), *(cell for cell in found if cell.is_countable)])
    low, high = numerator_bounds(rows)
    whole = [cell.persons if cell.is_known_whole else math.inf for cell in rows.cells]
    need = np.minimum(np.minimum(SMALLEST_WIDTH, whole), high - low)
    need[len(cells) :] = 0.0
    reveals = tuple((column, *_revealed_by_coverage(cell, rows)) for column, cell in enumerate(cells))
    return System(rows.truth, low, high, need, rows.all(), reveals, rows.pairs(), _insiders(cells))


def _found(cell: Cell) -> Cell:
    """A pseudo-cell whose numerator is the number of persons found in the feed."""
    name = _found_name(cell.indicator_id)
    return cell._replace(indicator_id=name, measure="share", numerator=cell.found, links=Links())


def _found_name(indicator_id: str) -> str:
    return f"{indicator_id} found"


def _within_the_found(cell: Cell) -> Cell:
    if cell.links.found_by is None:
        return cell
    ceilings = (*cell.links.ceilings, (_found_name(cell.links.found_by),))
    return cell._replace(links=replace(cell.links, ceilings=ceilings))


def _revealed_by_coverage(cell: Cell, rows: Constraints) -> list[int]:
    """The unknown that the coverage of a shown cell reveals."""
    return (
        [] if cell.links.found_by is None else rows.same_cell(cell, [_found_name(cell.links.found_by)]) or []
    )


def _insiders(cells: Sequence[Cell]) -> tuple[tuple[int, ...], ...]:
    schools: defaultdict[str, list[int]] = defaultdict(list)
    for column, cell in enumerate(cells):
        schools[cell.place[_SCHOOL]].append(column)
    return tuple(tuple(own) for school, own in sorted(schools.items()) if school != TOTAL)
