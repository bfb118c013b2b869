"""Equations of every indicator: the parts of a breakdown sum to the whole, and numerators have bounds."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.publication.gate.disclosed_cells import Cell
from pipelines.publication.gate.group_view import FAR, PublishedCell, Row, View
from pipelines.publication.mart_tables import BREAKDOWNS, TOTAL

# Half of the last decimal of a mean score, for every person in the sum and every person in its parts.
_ROUNDING = 0.005


def margins(view: View) -> Iterator[Row]:
    """Yield for each breakdown that the parts sum to the whole, less the persons without a label."""
    for parent, parts in _parts(view):
        whole, published = view.cells[parent], [view.cells[part] for part in parts]
        rest = _rest(whole, published)
        # Where every sum of rounded means is shown, the equation adds nothing and may not hold exactly.
        if whole.is_score and all(one.y is not None for one in (whole, *published)):
            continue
        loose = _ROUNDING * 2 * (whole.n or 0.0) if view.rounded and whole.is_score else 0.0
        yield _sum(parent, parts, rest * whole.low - loose, rest * whole.high + loose)


def _parts(view: View) -> Iterator[tuple[Cell, list[Cell]]]:
    found: dict[tuple[Cell, str], list[Cell]] = {}
    for cell in view.cells:
        for dimension in BREAKDOWNS:
            if getattr(cell, dimension) != TOTAL:
                found.setdefault((cell._replace(**{dimension: TOTAL}), dimension), []).append(cell)
    return ((parent, parts) for (parent, _), parts in found.items() if parent in view.cells)


def _rest(whole: PublishedCell, parts: list[PublishedCell]) -> float:
    """Persons of the whole in no part; 0 where a denominator is not known, as an attacker would assume."""
    numbers = [part.n for part in parts if part.n is not None]
    if whole.n is None or len(numbers) < len(parts):
        return 0.0
    return whole.n - sum(numbers)


def _sum(parent: Cell, parts: list[Cell], one: float, other: float) -> Row:
    """The row: the whole minus its parts lies between the two numbers, in either order."""
    terms = ((parent, 1.0), *((part, -1.0) for part in parts))
    return Row(terms, max(min(one, other), -FAR), min(max(one, other), FAR))


def bounds(cell: Cell, published: PublishedCell) -> Iterator[Row]:
    """Yield the bounds of the numerator where the denominator is known."""
    if published.n is not None and published.high < FAR:
        yield Row(((cell, 1.0),), published.low * published.n, published.high * published.n)


def at_most(one: Cell, other: Cell) -> Row:
    """The row: `one` is at most `other`."""
    return Row(((one, 1.0), (other, -1.0)), -FAR, 0.0)
