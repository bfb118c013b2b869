"""What is linked: the cells of a block as one linear system over their numerators.

An unknown is the numerator of a cell. Readers know every denominator, and so between which ends each numerator lies,
and which numerators add up to which. A published coverage tells of a second unknown: the persons who were found in the
feed, beside whom nobody is in the numerator. It needs no protection, but it tells of what does.
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
    """Lay out the system of the cells of a block, all countable and sorted by importance."""
    found = [_found(cell) for cell in cells if cell.links.found_by == cell.indicator_id]
    rows = Constraints([*map(_within_the_found, cells), *(cell for cell in found if cell.is_countable)])
    low, high = numerator_bounds(rows)
    whole = [cell.persons if cell.is_known_whole else math.inf for cell in rows.cells]
    need = np.minimum(np.minimum(SMALLEST_WIDTH, whole), high - low)
    need[len(cells) :] = 0.0
    tells = tuple((column, *_told_beside(cell, rows)) for column, cell in enumerate(cells))
    return System(rows.truth, low, high, need, rows.all(), tells, rows.pairs(), _insiders(cells))


def _found(cell: Cell) -> Cell:
    """The persons found, as a numerator of the same cell."""
    name = _found_name(cell.indicator_id)
    return cell._replace(indicator_id=name, measure="share", numerator=cell.found, links=Links())


def _found_name(indicator_id: str) -> str:
    return f"{indicator_id} found"


def _within_the_found(cell: Cell) -> Cell:
    if cell.links.found_by is None:
        return cell
    ceilings = (*cell.links.ceilings, (_found_name(cell.links.found_by),))
    return cell._replace(links=replace(cell.links, ceilings=ceilings))


def _told_beside(cell: Cell, rows: Constraints) -> list[int]:
    """The unknown that the coverage of a shown cell tells."""
    return (
        [] if cell.links.found_by is None else rows.same_cell(cell, [_found_name(cell.links.found_by)]) or []
    )


def _insiders(cells: Sequence[Cell]) -> tuple[tuple[int, ...], ...]:
    schools: defaultdict[str, list[int]] = defaultdict(list)
    for column, cell in enumerate(cells):
        schools[cell.place[_SCHOOL]].append(column)
    return tuple(tuple(own) for school, own in sorted(schools.items()) if school != TOTAL)
