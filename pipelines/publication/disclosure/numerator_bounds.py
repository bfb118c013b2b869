"""A priori bounds of numerators, from denominators and definitions alone."""

from __future__ import annotations

import numpy as np

from pipelines.publication.disclosure.constraints import Constraints
from pipelines.publication.disclosure.linear_system import Floats


def numerator_bounds(rows: Constraints) -> tuple[Floats, Floats]:
    """Return the lower and upper bound of each numerator; infinite where the denominator is not known."""
    pairs = [cell.bounds(cell.base) for cell in rows.cells]
    low, high = (np.array(bound, dtype=np.float64) for bound in zip(*pairs, strict=True))
    for column, cell in enumerate(rows.cells):
        for name in cell.links.capped_by:
            others = rows.same_cell(cell, [name])
            if others is not None:
                high[column] = min(high[column], sum(rows.cells[other].persons for other in others))
    _carry(rows, high)
    return np.minimum(low, rows.truth), np.maximum(high, rows.truth)


def _carry(rows: Constraints, high: Floats) -> None:
    """Propagate upper bounds through sums and ceilings, in place; an equality of two propagates both ways."""
    for row in rows.links():
        (column, _), *others = row.terms
        high[column] = min(high[column], sum(high[other] for other, _ in others) + max(row.high, 0.0))
        if row.is_equation and len(others) == 1:
            high[others[0][0]] = min(high[others[0][0]], high[column])
