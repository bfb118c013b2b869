"""What holds for every indicator: the parts of a breakdown are the whole, and nothing is beyond its denominator."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pipelines.publication.gate.disclosed_cells import Cell
from pipelines.publication.gate.group_view import FAR, PublishedCell, Row, Unknown, View
from pipelines.publication.mart_tables import BREAKDOWNS, TOTAL

# Half of the last decimal of a mean score, for every person in the sum and every person in its parts.
_ROUNDING = 0.005


def margins(view: View, found_in: Collection[str]) -> Iterator[Row]:
    """Along each breakdown the parts are the whole, save for those of whom the feed does not tell it.

    `found_in`: the indicators whose cells carry the persons found in a feed.
    """
    for parent, parts in _parts(view):
        whole, published = view.cells[parent], [view.cells[part] for part in parts]
        rest = _rest(whole, published)
        # Whoever has all the sums of rounded means in front of them does not mind that they do not add up.
        if whole.is_score and all(one.y is not None for one in (whole, *published)):
            continue
        loose = _ROUNDING * 2 * (whole.n or 0.0) if view.rounded and whole.is_score else 0.0
        yield _sum("y", parent, parts, rest * whole.low - loose, rest * whole.high + loose)
        if parent.indicator_id in found_in:
            yield _sum("f", parent, parts, 0.0, rest)


def _parts(view: View) -> Iterator[tuple[Cell, list[Cell]]]:
    found: dict[tuple[Cell, str], list[Cell]] = {}
    for cell in view.cells:
        for dimension in BREAKDOWNS:
            if getattr(cell, dimension) != TOTAL:
                found.setdefault((cell._replace(**{dimension: TOTAL}), dimension), []).append(cell)
    return ((parent, parts) for (parent, _), parts in found.items() if parent in view.cells)


def _rest(whole: PublishedCell, parts: list[PublishedCell]) -> float:
    """Persons of the whole in no part; none where a denominator is not known, as a reader would take it."""
    numbers = [part.n for part in parts if part.n is not None]
    if whole.n is None or len(numbers) < len(parts):
        return 0.0
    return whole.n - sum(numbers)


def _sum(layer: str, parent: Cell, parts: list[Cell], one: float, other: float) -> Row:
    """The whole less its parts lies between the two numbers, whichever is the larger."""
    terms = ((Unknown(layer, parent), 1.0), *((Unknown(layer, part), -1.0) for part in parts))
    return Row(terms, max(min(one, other), -FAR), min(max(one, other), FAR))


def bounds(cell: Cell, published: PublishedCell) -> Iterator[Row]:
    """What the numerator can be at all, where the denominator is known."""
    if published.n is not None and published.high < FAR:
        yield Row(((Unknown("y", cell), 1.0),), published.low * published.n, published.high * published.n)


def at_most(one: Unknown, other: Unknown) -> Row:
    """The one is no more than the other."""
    return Row(((one, 1.0), (other, -1.0)), -FAR, 0.0)
