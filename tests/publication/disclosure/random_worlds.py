"""Small synthetic populations, counted into cells as dbt counts them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

import polars as pl

AREAS, GENDERS, BANDS, SCHOOLS = (
    ("OE1", "OE2", "OE3"),
    ("female", "male"),
    ("13-15", "16-17"),
    ("S1", "S2", "S3"),
)
DIMENSIONS = ("area", "gender", "age_band", "school")
CROSSINGS = ("", "O", "K", "A", "S", "OK", "OA", "SK")
COLUMN = {"O": "area", "K": "gender", "A": "age_band", "S": "school"}
NUMBERS = (
    "persons",
    "numerator",
    "denominator",
    "value",
    "largest_unit",
    "largest_cluster",
)
SCHEMA: dict[str, Any] = {
    **dict.fromkeys(("indicator_id", "period", *DIMENSIONS, "measure", "links"), pl.String),
    **dict.fromkeys(NUMBERS, pl.Float64),
    "provisional": pl.Boolean,
}

# The labels of a group of persons, its size, and how many of them are in the numerator.
Unit = tuple[Mapping[str, str], float, float]


def cell(**said: Any) -> dict[str, Any]:
    """One cell: a total of 50 of 100, with `said` replacing the defaults."""
    numbers = {"persons": 100.0, "numerator": 50.0, "largest_unit": 1.0} | said
    labels = dict.fromkeys(("indicator_id", "period", *DIMENSIONS), "total")
    rest = {"measure": "share", "links": "", "provisional": False, "largest_cluster": None}
    whole = {"denominator": numbers["persons"], "value": 1.0}
    return labels | rest | whole | numbers


def table(cells: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Cells as the warehouse has them."""
    return pl.DataFrame(list(cells), schema=SCHEMA)


def crossed(
    name: str, dims: str, units: Sequence[Unit], links: str = "", period: str = "2025", **more: Any
) -> list[dict[str, Any]]:
    """Cells of every listed crossing of the units; a crossing without persons is absent."""
    sums: dict[tuple[str, ...], list[float]] = {}
    for (labels, persons, numerator), crossing in product(units, CROSSINGS):
        if set(crossing) <= set(dims) and persons:
            broken = {COLUMN[letter] for letter in crossing}
            place = tuple(labels[column] if column in broken else "total" for column in DIMENSIONS)
            before = sums.setdefault(place, [0.0, 0.0])
            sums[place] = [before[0] + persons, before[1] + numerator]
    return [
        cell(
            indicator_id=name,
            period=period,
            links=links,
            persons=persons,
            numerator=numerator,
            **dict(zip(DIMENSIONS, place, strict=True)),
            **more,
        )
        for place, (persons, numerator) in sums.items()
    ]


def units(numbers: Sequence[tuple[int, int]], dims: str = "OKA") -> list[Unit]:
    """One unit for every combination of labels, with the pairs of `numbers` (persons, numerator) in order."""
    labels = {"O": AREAS, "K": GENDERS, "A": BANDS, "S": SCHOOLS}
    places = product(*(labels[letter] for letter in dims))
    return [
        (dict(zip((COLUMN[letter] for letter in dims), place, strict=True)), n, min(y, n))
        for place, (n, y) in zip(places, numbers, strict=False)
    ]
