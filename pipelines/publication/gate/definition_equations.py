"""The definitions as equations: which quantities of a group sum to, equal or bound which others."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.publication.gate.disclosed_cells import Cell
from pipelines.publication.gate.group_view import FAR, PublishedCell, Row, View
from pipelines.publication.gate.margins import at_most, bounds, margins
from pipelines.publication.mart_tables import PATHWAY_MONTHS, PATHWAY_STATUSES, REACH, TOTAL

OF_ALL, OF_EXAMINED, ALL_EXAMS = "grade9_min02_dan_mat_of_all", "grade9_min02_dan_mat", "grade9_all_exams"
YEAR, QUARTER = "youth_unattached", "youth_unattached_quarter"
UPPER = ("upper_general", "upper_vocational")
TRANSITIONS = {3: "transition_3m", 15: "transition_15m"}

_FAMILIES = dict.fromkeys((OF_ALL, OF_EXAMINED, ALL_EXAMS), "grade 9") | dict.fromkeys(
    (*TRANSITIONS.values(), "grade10_3m", "pathways"), "after grade 9"
)


def group_of(indicator_id: str, period: str) -> tuple[str, str]:
    """Return (family, period) of the group of a cell; no equation links two groups."""
    if indicator_id == QUARTER and period.endswith("K3"):
        return YEAR, period.removesuffix("K3")
    kind, *rest = indicator_id.split()
    family = " ".join((kind, rest[0])) if kind == REACH.name else _FAMILIES.get(kind, kind)
    return family, period


def rows(view: View) -> Iterator[Row]:
    """Every equation and inequality between the quantities of a view."""
    yield from margins(view)
    for cell, published in view.cells.items():
        yield from bounds(cell, published)
        yield from _links(cell, view)


def same(*terms: tuple[Cell, float], at: float = 0.0) -> Row:
    """An equation: the terms (cell, coefficient) sum to `at`."""
    return Row(terms, at, at)


def _links(cell: Cell, view: View) -> Iterator[Row]:
    name = cell.indicator_id
    if name in (OF_ALL, ALL_EXAMS):
        yield from _grade9(cell, view)
    elif name.startswith("pathways ") and name.endswith(PATHWAY_STATUSES[0]):
        yield from _pathways(cell, view)
    elif name.startswith(REACH.name) and name.endswith(" completed"):
        of = cell._replace(indicator_id=name.replace(" completed", " participants"))
        yield at_most(cell, of)
    elif name == QUARTER and cell.period.endswith("K3"):
        yield from _same_day(cell, view)


def _grade9(cell: Cell, view: View) -> Iterator[Row]:
    """Both shares of those with 02 have the same numerator; who took all exams took those in Danish and maths."""
    examined = cell._replace(indicator_id=OF_EXAMINED)
    if examined not in view.cells:
        # An absent cell has an empty denominator, unless the indicator is absent from the whole year.
        if any(other.indicator_id == OF_EXAMINED for other in view.cells):
            yield same((cell, 1.0))
    elif cell.indicator_id == OF_ALL:
        yield same((cell, 1.0), (examined, -1.0))
    else:
        n = view.cells[examined].n
        yield Row(((cell, 1.0),), 0.0, FAR if n is None else n)


def _pathways(cell: Cell, view: View) -> Iterator[Row]:
    """Statuses partition the cohort; the two upper ones are the transition, and bound 10th grade with preparatory."""
    months = cell.indicator_id.split()[1]
    states = {s: cell._replace(indicator_id=f"pathways {months} {s}") for s in PATHWAY_STATUSES}
    # A shown status has the size of its cohort beside it, also where the figures are older than today's.
    n = next((view.cells[s].n for s in states.values() if s in view.cells and view.cells[s].n), None)
    if n is not None and all(state in view.cells for state in states.values()):
        yield same(*((state, 1.0) for state in states.values()), at=n)
    upper = [(states[s], 1.0) for s in UPPER if states[s] in view.cells]
    transition = cell._replace(indicator_id=TRANSITIONS.get(int(months), ""))
    if transition in view.cells and view.cells[transition].n == n:
        yield same(*upper, (transition, -1.0))
    tenth = cell._replace(indicator_id="grade10_3m")
    if int(months) == PATHWAY_MONTHS[0] and tenth in view.cells and states["preparatory"] in view.cells:
        yield same(*upper, (states["preparatory"], 1.0), (tenth, -1.0))._replace(high=FAR)


def _same_day(quarter: Cell, view: View) -> Iterator[Row]:
    """30 September and 1 October: assumed equal where the totals and every shown pair of figures are equal."""
    year = _of_year(quarter)
    published = {cell: published for cell, published in view.cells.items() if cell.indicator_id == QUARTER}
    total = quarter._replace(area=TOTAL)
    totals = [view.cells[cell].y for cell in (total, _of_year(total)) if cell in view.cells]
    alike = all(_looks_alike(one, view.cells.get(_of_year(cell))) for cell, one in published.items())
    if alike and None not in totals:
        yield same((quarter, 1.0), (year, -1.0))


def _of_year(quarter: Cell) -> Cell:
    return quarter._replace(indicator_id=YEAR, period=quarter.period.removesuffix("K3"))


def _looks_alike(one: PublishedCell, other: PublishedCell | None) -> bool:
    return other is not None and one.n == other.n and (None in (one.y, other.y) or one.y == other.y)
