"""Expectations of the rows of `indicators`: which numbers must be present, and which must not."""

from __future__ import annotations

import polars as pl

from pipelines.publication.disclosure.primary_rules import SMALLEST_BASE, SMALLEST_COUNT
from pipelines.publication.expectations import selected_rows
from pipelines.publication.expectations.expectation import (
    TableExpectation,
    among,
    at_least,
    between,
    empty,
    filled,
)
from pipelines.publication.mart_tables import (
    FIGURE_STATUSES,
    NOT_COMPUTED,
    PERIOD_TYPES,
    SHOWN,
    SUPPRESSED,
    UNITS,
)

Part = tuple[pl.DataFrame, tuple[TableExpectation, ...]]


def by_part(indicators: pl.DataFrame) -> dict[str, Part]:
    """Return by part (a Danish name) the rows of the part and their expectations."""
    return {
        "alle rækker": (indicators, _every_row()),
        "viste tal": (selected_rows.with_status(indicators, SHOWN), _shown_numbers()),
        "viste tal i alt": (
            selected_rows.totals(selected_rows.with_status(indicators, SHOWN)),
            filled("coverage"),
        ),
        "hele tal": (selected_rows.with_status(indicators, ["ok"]), (*empty("missing"), *_whole())),
        "skjulte tal": (
            selected_rows.with_status(indicators, (SUPPRESSED, *NOT_COMPUTED)),
            _hidden_numbers(),
        ),
        "beskyttede tal": (
            selected_rows.with_status(indicators, [SUPPRESSED]),
            empty("coverage", "pooled_3y"),
        ),
        "andele af personer": (selected_rows.person_shares(indicators), (*_no_small_cell(), *_percentages())),
    }


def _every_row() -> tuple[TableExpectation, ...]:
    return (
        among("status", FIGURE_STATUSES.codes),
        among("unit", UNITS),
        among("period_type", PERIOD_TYPES),
        between("coverage", 0, 1),
    )


def _shown_numbers() -> tuple[TableExpectation, ...]:
    numbers = ("numerator", "denominator", "value")
    return (*filled(*numbers), *(at_least(column, 0) for column in numbers))


def _whole() -> tuple[TableExpectation, ...]:
    return (among("coverage", [1.0], "Et tal uden forbehold bygger på alle, der skal levere."),)


def _hidden_numbers() -> tuple[TableExpectation, ...]:
    few_is_false = among("few", [False], "Hvor et tal er skjult, røber kolonnen few ikke, om det er lille.")
    return (*empty("numerator", "denominator", "value", "ci_low", "ci_high"), few_is_false)


def _no_small_cell() -> tuple[TableExpectation, ...]:
    counted = {
        "numerator": (SMALLEST_COUNT, "i tælleren"),
        "outside": (SMALLEST_COUNT, "uden for tælleren"),
        "denominator": (SMALLEST_BASE, "i nævneren"),
    }
    sentence = "Ingen vist andel har færre end {} personer {}."
    return tuple(at_least(column, low, sentence.format(low, who)) for column, (low, who) in counted.items())


def _percentages() -> tuple[TableExpectation, ...]:
    interval = ("ci_low", "ci_high")
    return (*filled(*interval), *(between(column, 0, 100) for column in ("value", *interval, "pooled_3y")))
