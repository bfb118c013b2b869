"""The expectation suites of the published tables, as data.

Nothing here imports Great Expectations; `audit` builds and evaluates its expectations. An expectation of some of the
rows (shown, hidden, person shares) gets a frame of these rows.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import polars as pl

from pipelines.publication.disclosure.primary_rules import SMALLEST_COUNT
from pipelines.publication.expectations import selected_rows
from pipelines.publication.expectations.cell_expectations import by_part
from pipelines.publication.expectations.expectation import (
    TableExpectation,
    among,
    at_least,
    filled,
    has_columns,
    no_rows,
    rows_at_least,
    unique,
)
from pipelines.publication.expectations.selected_rows import Tables
from pipelines.publication.mart_tables import (
    DEFINITIONS,
    DELIVERIES,
    INDICATORS,
    JUDGEMENTS,
    OVERVIEW,
    PATHWAY_MONTHS,
    PATHWAY_STATUSES,
    PATHWAYS,
    PUBLISHED,
    REACH,
    UNITS,
)
from schemas.code_lists import packaged_code_list

# The least share of the last publication's rows; fewer rows mean that some were lost.
SHRINK_SHARE = 0.80

DIRECTIONS = ("up", "down", "neutral")
MEASURES = ("stock", "flow")
# The verdicts of figures, and those of drops.
_JUDGED = tuple(packaged_code_list("verdicts").codes)
VERDICTS = ("accepted", "accepted_with_warnings", "held", "rejected", "duplicate", "missing")


@dataclass(frozen=True)
class Suite:
    """Expectations of one frame, selected from the published table `table`."""

    name: str
    table: str
    frame: pl.DataFrame
    expectations: tuple[TableExpectation, ...]


def suites(tables: Tables, previous: Tables | None) -> list[Suite]:
    """Return all suites of `tables`, given the `previous` publication (None: there is none).

    Where a table is missing, lacks a column or has one too many, only the suites of columns are returned, because the
    others cannot be evaluated.
    """
    shapes = [
        _suite(t.name, "kolonner", tables.get(t.name, pl.DataFrame()), has_columns(t.columns))
        for t in PUBLISHED
    ]
    if any(tuple(s.frame.columns) != t.columns for s, t in zip(shapes, PUBLISHED, strict=True)):
        return shapes
    keys = [_suite(t.name, "nøgle", tables[t.name], unique(t.key), *filled(*t.required)) for t in PUBLISHED]
    return (
        shapes
        + keys
        + _cells(tables[INDICATORS.name])
        + _links(tables)
        + _words(tables)
        + _counts(tables)
        + _change(tables, previous)
    )


def _suite(table: str, part: str, frame: pl.DataFrame, *expectations: TableExpectation) -> Suite:
    return Suite(f"{table}: {part}", table, frame, expectations)


def _cells(indicators: pl.DataFrame) -> list[Suite]:
    parts = by_part(indicators)
    return [
        _suite(INDICATORS.name, part, frame, *expectations) for part, (frame, expectations) in parts.items()
    ]


def _links(tables: Tables) -> list[Suite]:
    total = no_rows("Hver indikator har en totalrække for hver periode.")
    defined = no_rows("Hvert tal har sin definition i den rigtige version.")
    measured = no_rows("Hver definition har mindst én række tal, også når intet er leveret.")
    shown = no_rows("Overblikket viser kun tal, som også står blandt indikatorerne.")
    judged = no_rows("Der dømmes kun om tal, som også vises blandt indikatorerne.")
    return [
        _suite(INDICATORS.name, "totaler", selected_rows.periods_without_total(tables), total),
        _suite(INDICATORS.name, "definitioner", selected_rows.without_definition(tables), defined),
        _suite(DEFINITIONS.name, "tal", selected_rows.without_numbers(tables), measured),
        _suite(OVERVIEW.name, "kilde", selected_rows.overview_beyond_indicators(tables), shown),
        _suite(JUDGEMENTS.name, "kilde", selected_rows.judgements_beyond_indicators(tables), judged),
    ]


def _words(tables: Tables) -> list[Suite]:
    definitions = (among("direction", DIRECTIONS), among("unit", UNITS), among("measure_of", MEASURES))
    counts = tuple(at_least(column, 0) for column in ("rows_read", "rows_loaded", "rows_quarantined"))
    return [
        _suite(DEFINITIONS.name, "ord", tables[DEFINITIONS.name], *definitions),
        _suite(JUDGEMENTS.name, "ord", tables[JUDGEMENTS.name], among("verdict", _JUDGED)),
        _suite(DELIVERIES.name, "ord", tables[DELIVERIES.name], among("verdict", VERDICTS), *counts),
    ]


def _counts(tables: Tables) -> list[Suite]:
    """Suites of the tables of counts."""
    sentence = f"Intet vist antal er under {SMALLEST_COUNT} personer."
    persons, participants, completed = (
        at_least(column, SMALLEST_COUNT, sentence) for column in ("persons", "participants", "completed")
    )
    words = (among("months", PATHWAY_MONTHS), among("status", PATHWAY_STATUSES))
    whole = no_rows("De, der har gennemført, er en del af de viste deltagere.")
    registered = no_rows("Hver indsats, der tælles, står i registeret.")
    return [
        _suite(PATHWAYS.name, "antal", tables[PATHWAYS.name], persons, *words),
        _suite(REACH.name, "antal", tables[REACH.name], participants, completed),
        _suite(REACH.name, "gennemført", selected_rows.completed_beyond_participants(tables), whole),
        _suite(REACH.name, "indsatser", selected_rows.unregistered_initiatives(tables), registered),
    ]


def _change(tables: Tables, previous: Tables | None) -> list[Suite]:
    if not previous or INDICATORS.name not in previous:
        return []
    indicators, floor = tables[INDICATORS.name], math.ceil(SHRINK_SHARE * previous[INDICATORS.name].height)
    enough = rows_at_least(floor, "Der er mindst 80 pct. så mange rækker som i den forrige udgivelse.")
    present = no_rows("Ingen indikator fra den forrige udgivelse er forsvundet.")
    return [
        _suite(INDICATORS.name, "omfang", indicators, enough),
        _suite(INDICATORS.name, "forsvundne", selected_rows.vanished(tables, previous), present),
    ]
