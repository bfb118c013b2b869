"""Pathways after 9th grade: the status of each cohort after 3, 15 and 27 months, as lanes.

The tables hold the number of persons in each status, not the transitions between them; so does the drawing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import polars as pl

from pipelines.report.indicator_figures import TOTAL
from pipelines.report.labels_da import pathway_statuses
from pipelines.text.danish import listed

MONTHS = (3, 15, 27)
WIDTH, LANE, THICKEST = 360, 46, 24
_COLUMNS = dict(zip(MONTHS, (60, 180, 300), strict=True))
_STUB = 10.0
_HALF = 6


@dataclass(frozen=True)
class Node:
    """The persons in one status at one time, drawn as a bar; `persons` is None where hidden."""

    x: int
    y: float
    height: float
    persons: int | None


@dataclass(frozen=True)
class Lane:
    """One status over time: its nodes, and the ribbons between shown ones."""

    name: str
    y: int
    nodes: list[Node]
    ribbons: list[str]


@dataclass(frozen=True)
class Cohort:
    """One cohort: lanes, counts by status and time, the alternative text, and the day from which corrected counts
    have waited for a freeze. `hidden_together`: by time, the persons in all hidden statuses, where some are shown."""

    name: str
    lanes: list[Lane]
    months: list[int]
    counts: Mapping[str, Mapping[int, int | None]]
    hidden_together: Mapping[int, int]
    alt: str
    waiting_since: date | None


def cohorts(pathways: pl.DataFrame) -> list[Cohort]:
    """Return every cohort, the newest first, all on one scale."""
    rows = pathways.filter(gender=TOTAL).sort("cohort", descending=True)
    most = max((persons for persons in rows["persons"].to_list() if persons), default=1)
    groups = rows.partition_by("cohort", as_dict=True, maintain_order=True)
    return [_cohort(str(name), group, THICKEST / most) for (name,), group in groups.items()]


def _cohort(name: str, rows: pl.DataFrame, scale: float) -> Cohort:
    found = {(row["status"], row["months"]): row["persons"] for row in rows.iter_rows(named=True)}
    months = [month for month in MONTHS if any(month == key[1] for key in found)]
    counts = {
        status: {month: found[status, month] for month in months if (status, month) in found}
        for status in pathway_statuses()
    }
    lanes = [_lane(status, place, counts[status], scale) for place, status in enumerate(pathway_statuses())]
    since: date | None = rows["waiting_since"].min()  # type: ignore[assignment]  # of dates
    together = _hidden_together(rows)
    return Cohort(name, lanes, months, counts, together, _alt(name, months, counts, together), since)


def _hidden_together(rows: pl.DataFrame) -> dict[int, int]:
    """The persons of each time who are in none of the statuses shown; unknown in a publication older than the size."""
    if "cohort_persons" not in rows.columns:
        return {}
    by_time = rows.group_by("months", maintain_order=True).agg(
        pl.col("cohort_persons").max() - pl.col("persons").sum(), is_hidden=pl.col("persons").is_null().any()
    )
    found = by_time.filter("is_hidden", pl.col("cohort_persons").is_not_null())
    return dict(zip(found["months"], found["cohort_persons"], strict=True))


def _lane(status: str, place: int, counts: Mapping[int, int | None], scale: float) -> Lane:
    centre = 48 + place * LANE
    nodes = [_node(_COLUMNS[month], centre, persons, scale) for month, persons in counts.items()]
    pairs = [pair for pair in pairwise(nodes) if None not in (pair[0].persons, pair[1].persons)]
    return Lane(pathway_statuses()[status], centre, nodes, [_ribbon(*pair) for pair in pairs])


def _node(x: int, centre: int, persons: int | None, scale: float) -> Node:
    """Return a node; that of a hidden count has a fixed height, which reveals nothing."""
    height = _STUB if persons is None else max(1.0, round(persons * scale, 1))
    return Node(x, round(centre - height / 2, 1), height, persons)


def _ribbon(one: Node, other: Node) -> str:
    left, right = one.x + _HALF, other.x - _HALF
    middle = (left + right) / 2
    top = f"M{left} {one.y}C{middle} {one.y} {middle} {other.y} {right} {other.y}"
    low = one.y + one.height, other.y + other.height
    return f"{top}V{low[1]:g}C{middle} {low[1]:g} {middle} {low[0]:g} {left} {low[0]:g}Z"


def _alt(
    name: str,
    months: Sequence[int],
    counts: Mapping[str, Mapping[int, int | None]],
    together: Mapping[int, int],
) -> str:
    words = pathway_statuses()
    return f"Årgang {name}. " + " ".join(
        f"Efter {month} måneder: {_at([(words[s], by.get(month)) for s, by in counts.items()], together.get(month))}."
        for month in months
    )


def _at(counts: Sequence[tuple[str, int | None]], together: int | None) -> str:
    shown = [f"{name} {persons}" for name, persons in counts if persons is not None]
    hidden = [name for name, persons in counts if persons is None]
    sum_of_hidden = "" if together is None else f" (tilsammen {together})"
    return "; ".join(
        filter(None, [listed(shown), f"skjult: {listed(hidden)}{sum_of_hidden}" if hidden else ""])
    )
