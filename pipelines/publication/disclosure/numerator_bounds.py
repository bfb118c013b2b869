"""Between what each numerator lies whatever is published: what denominators and definitions alone tell."""

from __future__ import annotations

import numpy as np

from pipelines.publication.disclosure.constraints import Constraints
from pipelines.publication.disclosure.linear_system import Floats


def numerator_bounds(rows: Constraints) -> tuple[Floats, Floats]:
    """The least and the most that each numerator can be; infinite where nobody knows of how many it is."""
    pairs = [cell.ends(cell.base) for cell in rows.cells]
    low, high = (np.array(end, dtype=np.float64) for end in zip(*pairs, strict=True))
    for column, cell in enumerate(rows.cells):
        for name in cell.links.capped_by:
            others = rows.same_cell(cell, [name])
            if others is not None:
                high[column] = min(high[column], sum(rows.cells[other].persons for other in others))
    _carry(rows, high)
    return np.minimum(low, rows.truth), np.maximum(high, rows.truth)


def _carry(rows: Constraints, high: Floats) -> None:
    """Nothing is more than what it is the sum of or never exceeds; what is the same as another, is so both ways."""
    for row in rows.links():
        (column, _), *others = row.terms
        high[column] = min(high[column], sum(high[other] for other, _ in others) + max(row.high, 0.0))
        if row.is_equation and len(others) == 1:
            high[others[0][0]] = min(high[others[0][0]], high[column])
