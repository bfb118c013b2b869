"""Select the rows of the published tables that an expectation is about, or that violate it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from pipelines.publication.mart_tables import (
    BREAKDOWNS,
    DEFINITIONS,
    INDICATORS,
    INITIATIVES,
    JUDGEMENTS,
    OVERVIEW,
    REACH,
    SHOWN,
    TOTAL,
)

Tables = Mapping[str, pl.DataFrame]

_SERIES = ["indicator_id", "period"]


def totals(indicators: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that are not broken down."""
    return indicators.filter(pl.all_horizontal(pl.col(name) == TOTAL for name in BREAKDOWNS))


def with_status(indicators: pl.DataFrame, statuses: Iterable[str]) -> pl.DataFrame:
    """Rows of `indicators` whose status is one of `statuses`."""
    return indicators.filter(pl.col("status").is_in(list(statuses)))


def person_shares(indicators: pl.DataFrame) -> pl.DataFrame:
    """Shown rows of the indicators that are shares of persons, with `outside` = denominator - numerator.

    Only a person share has an interval, so an indicator with one anywhere is a person share everywhere.
    """
    has_interval = pl.col("ci_low").is_not_null().any().over("indicator_id")
    shares = indicators.filter(has_interval & (pl.col("unit") == "pct"))
    return with_status(shares, SHOWN).with_columns(outside=pl.col("denominator") - pl.col("numerator"))


def periods_without_total(tables: Tables) -> pl.DataFrame:
    """Indicator and period of every series that has cells but no total row."""
    cells = tables[INDICATORS.name]
    return cells.select(_SERIES).unique().join(totals(cells), on=_SERIES, how="anti")


def without_definition(tables: Tables) -> pl.DataFrame:
    """Rows of `indicators` whose definition is missing in that version."""
    return tables[INDICATORS.name].join(tables[DEFINITIONS.name], on=list(DEFINITIONS.key), how="anti")


def without_numbers(tables: Tables) -> pl.DataFrame:
    """Definitions of indicators that have no row at all, not even one that says `not_delivered`."""
    return tables[DEFINITIONS.name].join(tables[INDICATORS.name], on="indicator_id", how="anti")


def overview_beyond_indicators(tables: Tables) -> pl.DataFrame:
    """Rows of `overview` with a number that no shown total of `indicators` has."""
    shown = with_status(totals(tables[INDICATORS.name]), SHOWN)
    newest, overview = ["numerator", "denominator", "value"], tables[OVERVIEW.name]
    before = shown.rename({"period": "previous_period", "value": "previous_value"})
    return pl.concat(
        [
            _numbers_beyond(shown, overview, "period", newest),
            _numbers_beyond(before, overview, "previous_period", ["previous_value"]),
        ]
    )


def _numbers_beyond(
    shown: pl.DataFrame, overview: pl.DataFrame, period: str, numbers: list[str]
) -> pl.DataFrame:
    has_number = pl.any_horizontal(pl.col(name).is_not_null() for name in numbers)
    return overview.filter(has_number).join(shown, on=["indicator_id", period, *numbers], how="anti")


def judgements_beyond_indicators(tables: Tables) -> pl.DataFrame:
    """Rows of `judgements` with a number of a cell and period that `indicators` does not show."""
    shown = with_status(tables[INDICATORS.name], SHOWN).with_columns(cell=_cell_name())
    judged = tables[JUDGEMENTS.name].filter(
        pl.col("estimate").is_not_null(), ~pl.col("cell").is_in(list(BREAKDOWNS))
    )
    return judged.join(shown, on=["indicator_id", "period", "cell"], how="anti")


def _cell_name() -> pl.Expr:
    """Name a cell as `judgements` does: `total`, `area=OE1 gender=female`."""
    parts = [
        pl.when(pl.col(name) != TOTAL).then(pl.format(f"{name}={{}}", pl.col(name))) for name in BREAKDOWNS
    ]
    name = pl.concat_str(parts, separator=" ", ignore_nulls=True)
    return pl.when(name == "").then(pl.lit(TOTAL)).otherwise(name)


def completed_beyond_participants(tables: Tables) -> pl.DataFrame:
    """Rows of `initiative_reach` where `completed` exceeds `participants`, or is shown without it."""
    is_shown = pl.col("completed").is_not_null()
    fits = pl.col("completed") <= pl.col("participants")
    return tables[REACH.name].filter(is_shown & ~fits.fill_null(value=False))


def unregistered_initiatives(tables: Tables) -> pl.DataFrame:
    """Rows of `initiative_reach` whose initiative is not in the register."""
    return tables[REACH.name].join(tables[INITIATIVES.name], on="initiative_id", how="anti")


def vanished(tables: Tables, previous: Tables) -> pl.DataFrame:
    """Indicators of the last publication that have no row now."""
    before = previous[INDICATORS.name].select("indicator_id").unique()
    return before.join(tables[INDICATORS.name], on="indicator_id", how="anti")
