"""The goals of benchmarks/judgement.py, at a size that takes seconds."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import polars as pl
import pytest

from benchmarks.judgement import claims, covered, judged, oracle, upper_bound
from benchmarks.simulated_series import World, simulate

SIZES = [World(n, p, years) for n, p, years in product((20, 137, 1500), (0.15, 0.5), (4, 6, 10))]
MONTHS = [World(n, 0.3, years, 12, season=0.4) for n, years in product((60, 400), (2, 5))]
REPORT = 20


def reports(worlds: list[World]) -> list[pl.DataFrame]:
    """The judgements of each world, one report each."""
    return [judged(simulate(world, REPORT * 3, seed)) for seed, world in enumerate(worlds)]


def alarms(judgements: list[pl.DataFrame], question: str) -> tuple[int, int]:
    found = [claims(report, question) for report in judgements]
    return int(sum(part.sum() for part in found)), sum(part.size for part in found)


@pytest.fixture(scope="module")
def yearly() -> list[pl.DataFrame]:
    """Reports without a change, for each dispersion."""
    return [
        report for d in (1.0, 1.5, 2.0) for report in reports([replace(one, dispersion=d) for one in SIZES])
    ]


@pytest.mark.parametrize("question", ["since_last", "over_years"])
def test_false_alarms(yearly: list[pl.DataFrame], question: str) -> None:
    false, trials = alarms(yearly, question)
    assert false / trials <= 0.05
    assert upper_bound(false, trials) <= 0.065


def test_false_alarms_of_months_with_seasons() -> None:
    false, trials = alarms(reports(MONTHS * 4), "over_years")
    assert false / trials <= 0.05
    assert upper_bound(false, trials) <= 0.065


@pytest.mark.parametrize("dispersion", [1.0, 2.0])
@pytest.mark.parametrize(("question", "kind"), [("since_last", "jump"), ("over_years", "slope")])
def test_power(question: str, kind: str, dispersion: float) -> None:
    ours, best = [], []
    for seed, (world, change) in enumerate(product(SIZES, (0.4, 0.8))):
        table = simulate(replace(world, dispersion=dispersion, **{kind: change}), REPORT, seed)
        ours.append(claims(judged(table), question).mean())
        best.append(oracle(table, question, dispersion).mean())
    assert np.mean(ours) >= 0.9 * np.mean(best)


@pytest.mark.parametrize(("dispersion", "slope"), list(product((1.0, 1.5), (0.0, 0.6))))
def test_forecasts_cover_80_per_cent(dispersion: float, slope: float) -> None:
    worlds = [
        replace(world, dispersion=dispersion, slope=slope, years_ahead=ahead)
        for world in SIZES
        for ahead in (1, 3)
    ]
    inside = np.concatenate([covered(world, REPORT, seed) for seed, world in enumerate(worlds)])
    assert 0.75 <= inside.mean() <= 0.85
