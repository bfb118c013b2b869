"""Measure the judgement on simulated series of the sizes that the marts hold.

    .venv/bin/python -m benchmarks.judgement
    .venv/bin/python -m benchmarks.judgement --series 1    # each series alone, without a report to learn from

Counts are binomial, or beta-binomial with a dispersion of 1.5 or 2. Goals: with no true change at most 5 % of the
verdicts claim one (upper 95 % bound 6.5 %); with a true change the power is at least 90 % of the same test with the
dispersion known (the oracle); the forecast's interval covers 80 % within 5.

The series of a setting are one report, so that its dispersion is learnt. What counts is whether an interval excludes 0,
that is, before the tests of a report are held against each other, which can only take claims away.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count, islice, product
from math import sqrt

import numpy as np
import polars as pl
from scipy import stats

from benchmarks.simulated_series import World, simulate
from pipelines.judgement import judge

PERSONS = (20, 60, 137, 400, 1500)
SHARES = (0.15, 0.5, 0.85)
DISPERSIONS = (1.0, 1.5, 2.0)
CHANGES = (0.3, 0.5, 0.8)
# Reports drawn of each setting for the rate of false alarms.
REPORTS = 4


def judged(table: pl.DataFrame) -> pl.DataFrame:
    """Return the table `judgements` of simulated series."""
    return judge(table, None, None, None)


def claims(judgements: pl.DataFrame, question: str) -> np.ndarray:
    """Return for each series whether its interval excludes 0."""
    rows = judgements.filter(pl.col("question") == question).sort("indicator_id")
    return (
        rows.select(((pl.col("low") > 0) | (pl.col("high") < 0)).fill_null(value=False))
        .to_series()
        .to_numpy()
    )


def oracle(table: pl.DataFrame, question: str, dispersion: float, periods_a_year: int = 1) -> np.ndarray:
    """Return for each series what the test that knows the dispersion (and that there are seasons) claims."""
    series = table["indicator_id"].n_unique()
    counts, persons = (table[name].to_numpy().reshape(series, -1) for name in ("numerator", "denominator"))
    if question == "since_last":
        kept = [-1 - periods_a_year, -1]
        counts, persons, periods_a_year = counts[:, kept], persons[:, kept], 1
    gain, information = np.zeros(series), np.zeros(series)
    for season in range(periods_a_year):
        y, n = counts[:, season::periods_a_year], persons[:, season::periods_a_year]
        time = np.arange(y.shape[1]) - (n * np.arange(y.shape[1])).sum(1, keepdims=True) / n.sum(
            1, keepdims=True
        )
        share = y.sum(1) / n.sum(1)
        gain += (time * y).sum(1)
        information += share * (1 - share) * (n * time**2).sum(1)
    limit = stats.norm.ppf(0.975) * sqrt(dispersion)
    return np.abs(gain) > limit * np.sqrt(np.maximum(information, 1e-12))


def covered(world: World, series: int, seed: int) -> np.ndarray:
    """Return for each series whether the figure `years_ahead` is inside the forecast's interval."""
    table = simulate(world, series, seed)
    known, last = table.filter(_year() < 2010 + world.years), table.filter(_year() == _year().max())
    target = pl.DataFrame(
        {"indicator_id": last["indicator_id"], "target": 50.0, "target_year": last["period_end"].dt.year()}
    )
    rows = judge(known, None, target, None).filter(pl.col("question") == "target").sort("indicator_id")
    return ((rows["low"] <= last["value"]) & (last["value"] <= rows["high"])).to_numpy()


def _year() -> pl.Expr:
    return pl.col("period_start").dt.year()


def upper_bound(alarms: int, trials: int) -> float:
    """Return the upper end of the exact 95 % interval of a rate."""
    return float(stats.beta.ppf(0.975, alarms + 1, trials - alarms)) if alarms < trials else 1.0


def yearly(dispersion: float) -> list[World]:
    """The settings of yearly series."""
    return [
        World(n, p, years, dispersion=dispersion)
        for n, p, years in product(PERSONS, SHARES, (4, 5, 6, 8, 10))
    ]


def monthly(dispersion: float, season: float) -> list[World]:
    """The settings of monthly flows of 24-60 months."""
    sizes = product(PERSONS, SHARES, (2, 3, 5))
    return [World(n, p, years, 12, dispersion, season=season) for n, p, years in sizes]


def _alarms(worlds: Sequence[World], question: str, series: int, seeds: Iterator[int]) -> tuple[int, int]:
    found = [
        claims(judged(simulate(world, series, next(seeds))), question)
        for world in worlds
        for _ in range(REPORTS)
    ]
    return int(sum(part.sum() for part in found)), series * len(found)


def power(worlds: Sequence[World], question: str, series: int) -> tuple[float, float]:
    """Return the power of the judgement and of the oracle, over all worlds and changes."""
    ours, best = [], []
    for seed, (world, change) in enumerate(product(worlds, CHANGES)):
        moved = replace(world, jump=change) if question == "since_last" else replace(world, slope=change)
        table = simulate(moved, series, seed + 1000)
        ours.append(claims(judged(table), question).mean())
        best.append(oracle(table, question, world.dispersion, world.periods_a_year).mean())
    return float(np.mean(ours)), float(np.mean(best))


def _settings() -> Iterator[tuple[str, str, list[World]]]:
    for question, dispersion in product(("since_last", "over_years"), DISPERSIONS):
        yield f"yearly, dispersion {dispersion:g}", question, yearly(dispersion)
    for season, dispersion in product((0.0, 0.4), DISPERSIONS):
        yield (
            f"monthly, dispersion {dispersion:g}, season {season:g}",
            "over_years",
            monthly(dispersion, season),
        )


def print_tests(settings: Iterable[tuple[str, str, list[World]]], series: int) -> None:
    """Print false alarms and power of each setting."""
    print(
        "| Series | Question | False alarms | Upper bound | Power | Oracle | Ratio |\n|---|---|---|---|---|---|---|"
    )
    # No two settings share a draw, so that their false alarms are independent of each other.
    seeds = count()
    for name, question, worlds in settings:
        alarms, trials = _alarms(worlds, question, series, seeds)
        ours, best = power(worlds, question, series)
        rates = f"{alarms / trials:.1%} | {upper_bound(alarms, trials):.1%} | {ours:.3f} | {best:.3f}"
        print(f"| {name} | {question} | {rates} | {ours / best:.2f} |")


def print_forecasts(settings: Iterable[tuple[float, float, int]], series: int) -> None:
    """Print the coverage of forecasts for each dispersion, slope and years ahead."""
    print("\n| Series | Years ahead | Covers |\n|---|---|---|")
    for dispersion, slope, ahead in settings:
        worlds = [replace(world, slope=slope, years_ahead=ahead) for world in yearly(dispersion)]
        inside = np.mean([covered(world, series, seed).mean() for seed, world in enumerate(worlds)])
        print(f"| yearly, dispersion {dispersion:g}, slope {slope:g} | {ahead} | {inside:.1%} |")


def main() -> None:
    """Print false alarms, power and coverage."""
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--series", type=int, default=20, help="simulated series of each setting, judged together"
    )
    parser.add_argument("--settings", type=int, help="only so many settings of each table")
    asked = parser.parse_args()
    print_tests(islice(_settings(), asked.settings), asked.series)
    print_forecasts(islice(product(DISPERSIONS, (0.0, 0.6), (1, 3)), asked.settings), asked.series)


if __name__ == "__main__":
    main()
