"""Small example warehouses and their publications."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from itertools import product
from typing import Any

import polars as pl

from pipelines.publication.gate import Cell, Proof, attack

SECONDS = 30.0
PERIOD = "2025/26"
_CROSSINGS = ("", "O", "K", "A", "S", "OK", "OA", "SK")
_COLUMNS = {"O": "area", "K": "gender", "A": "age_band", "S": "school"}
_NUMBERS = ("persons", "numerator", "denominator", "largest_unit", "largest_cluster")
_CELLS = dict.fromkeys((*Cell._fields, "measure"), pl.String) | dict.fromkeys(_NUMBERS, pl.Float64)
_SHOWN = {
    **dict.fromkeys((*Cell._fields, "unit", "status"), pl.String),
    **dict.fromkeys(
        ("numerator", "denominator", "value", "ci_low", "ci_high", "coverage", "pooled_3y"), pl.Float64
    ),
    "period_start": pl.Date,
    "few": pl.Boolean,
}
_PATHWAYS = {
    "cohort": pl.String,
    "months": pl.Int64,
    "gender": pl.String,
    "status": pl.String,
    "persons": pl.Int64,
    "cohort_persons": pl.Int64,
}
_REACH = {"initiative_id": pl.String, "year": pl.Int64, "area": pl.String} | dict.fromkeys(
    ("participants", "completed"), pl.Int64
)

Tables = dict[str, pl.DataFrame]


def cell(at: Cell, n: float, y: float, measure: str = "share", **more: float) -> dict[str, Any]:
    """One row of the warehouse's cells."""
    numbers = {"persons": n, "numerator": y, "denominator": n, "largest_unit": 1.0}
    return {**at._asdict(), "measure": measure, **numbers, **more}


def crossed(
    indicator: str,
    dims: str,
    units: Iterable[tuple[dict[str, str], float, float]],
    period: str = PERIOD,
    **more: Any,
) -> list[dict[str, Any]]:
    """Every crossing of units (labels, n, y), as the warehouse counts them."""
    sums: dict[Cell, tuple[float, float]] = {}
    for (labels, n, y), crossing in product(list(units), _CROSSINGS):
        if set(crossing) <= set(dims):
            at = Cell(indicator, period, **{_COLUMNS[d]: labels[_COLUMNS[d]] for d in crossing})
            before = sums.get(at, (0.0, 0.0))
            sums[at] = (before[0] + n, before[1] + y)
    return [cell(at, n, y, **more) for at, (n, y) in sums.items() if n]


def by_area(indicator: str, **areas: tuple[float, float]) -> list[dict[str, Any]]:
    """An indicator by area alone: n and y of each."""
    return crossed(indicator, "O", [({"area": area}, n, y) for area, (n, y) in areas.items()])


def warehouse(*parts: Iterable[dict[str, Any]]) -> pl.DataFrame:
    """The tables `cells` and `counts` as the gate gets them."""
    return pl.DataFrame([row for part in parts for row in part], schema=_CELLS)


def published(cells: pl.DataFrame, hidden: Callable[[Cell], bool] | Collection[Cell]) -> Tables:
    """The marts of a warehouse with some cells hidden."""
    hides = hidden if callable(hidden) else hidden.__contains__
    rows = [(Cell(*(row[name] for name in Cell._fields)), row) for row in cells.iter_rows(named=True)]
    counts = {at: None if hides(at) else row["numerator"] for at, row in rows if " " in at.indicator_id}
    return {
        "indicators": pl.DataFrame(
            [_indicator(row, hides(at)) for at, row in rows if " " not in at.indicator_id], schema=_SHOWN
        ),
        "pathways": pl.DataFrame(_pathways(rows, counts), schema=_PATHWAYS),
        "initiative_reach": pl.DataFrame(_reach(counts), schema=_REACH),
    }


def _indicator(row: dict[str, Any], hidden: bool) -> dict[str, Any]:
    score = row["indicator_id"] == "wellbeing_general"
    shown = {name: row[name] for name in Cell._fields}
    shown |= {"unit": "score" if score else "pct", "status": "suppressed" if hidden else "ok"}
    shown |= {"period_start": date(int(row["period"][:4]), 8, 1)}
    numbers = {name: row[name] for name in ("numerator", "denominator")}
    if hidden:
        return shown
    value = row["numerator"] / row["denominator"] * (1 if score else 100)
    return shown | numbers | {"value": value, "few": row["denominator"] < 30}


def _pathways(
    rows: Iterable[tuple[Cell, dict[str, Any]]], counts: dict[Cell, float | None]
) -> list[dict[str, Any]]:
    return [
        {
            "cohort": at.period,
            "months": int(at.indicator_id.split()[1]),
            "gender": at.gender,
            "status": at.indicator_id.split()[2],
            "persons": counts[at],
            "cohort_persons": row["persons"] if counts[at] is not None else None,
        }
        for at, row in rows
        if at.indicator_id.startswith("pathways")
    ]


def _reach(counts: dict[Cell, float | None]) -> list[dict[str, Any]]:
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    for at, y in counts.items():
        if at.indicator_id.startswith("initiative_reach"):
            _, name, kind = at.indicator_id.split()
            rows.setdefault((name, at.period, at.area), {})[kind] = y
    return [
        {"initiative_id": name, "year": int(year), "area": area, **numbers}
        for (name, year, area), numbers in rows.items()
    ]


def attacked(cells: pl.DataFrame, tables: Tables, *earlier: Tables) -> Proof:
    """The proof of the gate."""
    return attack(tables, earlier, cells, SECONDS)


def found(proof: Proof, attacker: str | None = None) -> set[Cell]:
    """The cells disclosed to an attacker."""
    return {
        disclosed_cell.cell for disclosed_cell in proof.disclosed_cells if disclosed_cell.attacker == attacker
    }


NAME = "part_time_job"


def at(indicator: str = NAME, **labels: str) -> Cell:
    """A cell in the default period."""
    return Cell(indicator, PERIOD, **labels)


def world(**numerators: int) -> pl.DataFrame:
    """A warehouse with forty persons an area and the given numerators."""
    return warehouse(by_area(NAME, **{area: (40, y) for area, y in numerators.items()}))


def hiding(cells: pl.DataFrame, *areas: str) -> Tables:
    """The publication with these areas hidden."""
    return published(cells, {at(area=area) for area in areas})


BEFORE = world(OE1=3, OE2=20, OE3=20, OE4=15)
AREAS = warehouse(by_area(NAME, OE1=(40, 3), OE2=(40, 20), OE3=(40, 20), OE4=(40, 15)))


def pathways(months: int, **persons: int) -> list[dict[str, Any]]:
    statuses = ("upper_general", "upper_vocational", "preparatory", "working", "unattached", "unknown")
    n = sum(persons.values())
    return [cell(at(f"pathways {months} {name}"), n, persons.get(name, 0)) for name in statuses]
