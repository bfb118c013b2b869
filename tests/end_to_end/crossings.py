"""Group persons into cells: the closed list of crossings, and the figures of a cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

# K = gender, A = age band, O = area, S = school.
_COLUMNS = {"O": "area", "K": "gender", "A": "age_band", "S": "school"}
_CROSSINGS = ("", "O", "K", "A", "S", "OK", "OA", "SK")

Address = tuple[str, str, str, str, str, str]


@dataclass(frozen=True)
class Unit:
    """One person (or other counted unit) in one period."""

    area: str
    gender: str
    age_band: str | None = None
    school: str | None = None
    persons: int = 1
    numerator: Fraction | int = 0
    denominator: int = 1
    cluster: Any = None


@dataclass(frozen=True)
class Cell:
    """The figures of one cell before disclosure control."""

    persons: int
    numerator: Fraction | int
    denominator: int
    value: Fraction | None
    largest_unit: Fraction | int | None
    largest_cluster: Fraction | int | None


Cells = dict[Address, Cell]


def cells_of(indicator: str, period: str, dims: str, units: list[Unit]) -> Cells:
    """The total, each listed breakdown and the listed pairs; empty groups give no cell, except the total."""
    found: Cells = {}
    for crossing in _CROSSINGS:
        if set(crossing) <= set(dims):
            for address, members in _groups(crossing, units).items():
                found[(indicator, period, *address)] = _cell(members)
    total = (indicator, period, "total", "total", "total", "total")
    return {at: cell for at, cell in found.items() if cell.denominator or at == total}


def _groups(crossing: str, units: list[Unit]) -> dict[tuple[str, str, str, str], list[Unit]]:
    groups: dict[tuple[str, str, str, str], list[Unit]] = {} if crossing else {("total",) * 4: []}
    for unit in units:
        area, gender, age_band, school = (
            getattr(unit, column) if letter in crossing else "total" for letter, column in _COLUMNS.items()
        )
        groups.setdefault((area, gender, age_band, school), []).append(unit)
    return groups


def _cell(members: list[Unit]) -> Cell:
    numerator = sum((unit.numerator for unit in members), Fraction(0))
    denominator = sum(unit.denominator for unit in members)
    return Cell(
        persons=sum(unit.persons for unit in members),
        numerator=numerator,
        denominator=denominator,
        value=100 * numerator / denominator if denominator else None,
        largest_unit=max((unit.numerator for unit in members), default=None),
        largest_cluster=_largest_cluster(members),
    )


def _largest_cluster(members: Iterable[Unit]) -> Fraction | int | None:
    sums: dict[Any, Fraction | int] = {}
    for unit in members:
        if unit.cluster is not None:
            sums[unit.cluster] = sums.get(unit.cluster, 0) + unit.numerator
    return max(sums.values(), default=None)
