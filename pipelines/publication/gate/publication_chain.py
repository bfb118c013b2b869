"""Combine several publications of one group into one system, by the quantities that are assumed unchanged.

The attacker assumes that a quantity is unchanged unless there is evidence. An equation whose shown changes do not
balance implies that a hidden quantity in it has changed, and this propagates through the equations; every quantity out
of reach is assumed equal in both publications. Where this gives a contradiction, the attacker drops the assumption.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

from pipelines.publication.gate.definition_equations import rows
from pipelines.publication.gate.disclosed_cells import Cell
from pipelines.publication.gate.equation_system import TOLERANCE, Linear, System, system
from pipelines.publication.gate.group_view import Row, View

Names = dict[Cell, Hashable]


class _ViewRows(NamedTuple):
    """A view with its rows."""

    view: View
    rows: list[Row]


class Chain(NamedTuple):
    """The system of some views, and the names in it of the unknowns of the last view."""

    system: System
    names: Names


def chain(views: Sequence[View]) -> Chain:
    """Build one system from the views, oldest first."""
    names: Names = {}
    known: list[tuple[Hashable, float]] = []
    linear: list[Linear] = []
    before: _ViewRows | None = None
    for number, view in enumerate(views):
        view_rows = _ViewRows(view, list(rows(view)))
        names = _names(number, view_rows, before, names)
        known += [(names[unknown], value) for unknown, value in view.known().items()]
        linear += [_named(row, names) for row in view_rows.rows]
        before = view_rows
    return Chain(system(linear).fix(known), names)


def _named(row: Row, names: Names) -> Linear:
    return tuple((names[unknown], by) for unknown, by in row.terms), row.low, row.high


def _names(number: int, view_rows: _ViewRows, before: _ViewRows | None, earlier: Names) -> Names:
    """Name the unknowns of a view: as in the view before, unless the quantity may have changed."""
    mentioned = {
        unknown for row in view_rows.rows for unknown, _ in row.terms
    } | view_rows.view.known().keys()
    fresh: Names = {unknown: (number, unknown) for unknown in mentioned}
    moved = changed(before, view_rows) if before else set()
    return fresh | {name: earlier[name] for name in earlier.keys() & mentioned - moved}


def changed(before: _ViewRows, after: _ViewRows) -> set[Cell]:
    """Return the unknowns that differ between two views, and those that may differ because of it."""
    old, new = before.view.known(), after.view.known()
    step = {unknown: new[unknown] - old[unknown] for unknown in old.keys() & new.keys()}
    uncertain: set[Cell] = set()
    balanced = {row for row in (*before.rows, *after.rows) if row.low == row.high and len(row.terms) > 1}
    while spread := _uncertain(balanced, step, uncertain) - uncertain:
        uncertain |= spread
    return {unknown for unknown, by in step.items() if abs(by) > TOLERANCE} | uncertain


def _uncertain(equations: Iterable[Row], step: dict[Cell, float], uncertain: set[Cell]) -> set[Cell]:
    """The hidden unknowns of every equation that does not balance or has an uncertain unknown."""
    found: set[Cell] = set()
    for terms, _, _ in equations:
        unseen = {unknown for unknown, _ in terms if unknown not in step}
        imbalance = sum(by * step[unknown] for unknown, by in terms if unknown in step)
        if abs(imbalance) > TOLERANCE or unseen & uncertain:
            found |= unseen
    return found
