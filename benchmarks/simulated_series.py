"""Simulated series of counts, as the table `indicators` holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import log

import numpy as np
import polars as pl


@dataclass(frozen=True)
class World:
    """What the simulated series of one setting have in common.

    `persons`: about how many a period; `years` and `periods_a_year`: its length; `slope`: the change of the logit from
    the first year to the last, and `jump` between the last two years alone; `season`: its swing over a year.
    """

    persons: int
    share: float
    years: int
    periods_a_year: int = 1
    dispersion: float = 1.0
    slope: float = 0.0
    jump: float = 0.0
    season: float = 0.0
    years_ahead: int = 0


def simulate(world: World, series: int, seed: int) -> pl.DataFrame:
    """Return the table `indicators` with that many series; the years ahead follow in the same rows' order."""
    dice = np.random.default_rng(seed)
    periods = (world.years + world.years_ahead) * world.periods_a_year
    years = np.arange(periods) // world.periods_a_year
    time = np.arange(periods) / world.periods_a_year
    logit = log(world.share / (1 - world.share)) + world.slope * time / max(world.years - 1, 1)
    logit = logit + world.jump * (years >= world.years - 1)
    logit = logit + world.season * np.sin(2 * np.pi * np.arange(periods) / world.periods_a_year)
    shares = np.broadcast_to(1 / (1 + np.exp(-logit)), (series, periods))
    persons = np.maximum(10, np.round(world.persons * dice.uniform(0.9, 1.1, (series, periods)))).astype(int)
    return _table(world, _counts(dice, shares, persons, world.dispersion), persons)


def _counts(
    dice: np.random.Generator, shares: np.ndarray, persons: np.ndarray, dispersion: float
) -> np.ndarray:
    if dispersion > 1:
        correlation = (dispersion - 1) / (persons - 1)
        weight = (1 - correlation) / correlation
        shares = dice.beta(shares * weight, (1 - shares) * weight)
    return dice.binomial(persons, shares)


def _table(world: World, counts: np.ndarray, persons: np.ndarray) -> pl.DataFrame:
    series, periods = counts.shape
    months = 12 // world.periods_a_year
    starts = [date(2010 + m // 12, 1 + m % 12, 1) for m in range(0, (periods + 1) * months, months)]
    shares = counts.ravel() / persons.ravel()
    return pl.DataFrame(
        {
            "indicator_id": np.repeat([f"i{number:04}" for number in range(series)], periods),
            "period": [str(start) for start in starts[:-1]] * series,
            "period_start": starts[:-1] * series,
            "period_end": [start - timedelta(days=1) for start in starts[1:]] * series,
            "numerator": counts.ravel().astype(float),
            "denominator": persons.ravel().astype(float),
            "value": 100 * shares,
            "ci_low": 100 * shares,
        }
    ).with_columns(
        *(pl.lit("total").alias(name) for name in ("area", "gender", "age_band", "school")),
        definition_version=pl.lit(1),
        period_type=pl.lit({1: "calendar_year", 4: "quarter", 12: "month"}[world.periods_a_year]),
        unit=pl.lit("pct"),
        status=pl.lit("ok"),
    )
