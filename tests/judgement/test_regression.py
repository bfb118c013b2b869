"""Trends of counts and of means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest

from pipelines.judgement.regression import (
    can_be_fitted,
    design,
    expit,
    has_residuals,
    linear,
    logistic,
    relative_weights,
    years,
)
from pipelines.judgement.series import Point


def point(year: int, month: int, value: float, weight: float = 100.0) -> Point:
    start = date(year, month, 1)
    return Point(str(start), start, start, 1, value, value / 100 * weight, weight)


def yearly(values: Sequence[float], weights: Sequence[float] = ()) -> tuple[Point, ...]:
    given = weights or [100.0] * len(values)
    return tuple(point(2020 + at, 8, *pair) for at, pair in enumerate(zip(values, given, strict=True)))


def quarters(of: int) -> tuple[Point, ...]:
    return tuple(point(2020 + year, month, 50) for year in range(of) for month in (1, 4, 7, 10))


def test_time_is_in_years_from_the_newest_point_and_each_part_of_the_year_has_its_level() -> None:
    points = (point(2024, 1, 1), point(2024, 7, 1), point(2025, 1, 1))
    assert design(points).tolist() == [[1, 0, -1], [0, 1, -0.5], [1, 0, 0]]


@pytest.mark.parametrize(
    ("points", "fitted", "residuals"),
    [
        (yearly([1, 2]), False, False),
        (yearly([1, 2, 3]), False, True),
        (yearly([1, 2, 3, 4]), True, True),
        # Within one year a trend cannot be told from the parts of the year.
        (quarters(1), False, False),
        (quarters(2), True, True),
    ],
)
def test_a_trend_takes_four_points_and_two_of_them_to_spare(
    points: tuple[Point, ...], fitted: bool, residuals: bool
) -> None:
    assert (can_be_fitted(points), has_residuals(points)) == (fitted, residuals)


def test_means_on_a_line_with_seasons_are_found_exactly() -> None:
    season = {1: 10.0, 4: 12.0, 7: 8.0, 10: 11.0}
    means = [
        point(p.start.year, p.start.month, season[p.season] + 0.5 * p.years, 10.0 * p.start.month)
        for p in quarters(3)
    ]
    fit = linear(means)
    assert fit.slope == pytest.approx(0.5)
    assert fit.chi_square == pytest.approx(0, abs=1e-12)
    assert fit.df == 12 - 4 - 1


def test_a_mean_of_more_persons_weighs_more() -> None:
    """Two points in each of two years: the slope is that between the weighted means."""
    points = (point(2020, 8, 1, 30), point(2020, 8, 5, 10), point(2021, 8, 4, 10), point(2021, 8, 8, 30))
    assert linear(points).slope == pytest.approx((4 * 10 + 8 * 30) / 40 - (1 * 30 + 5 * 10) / 40)
    assert relative_weights(points).tolist() == [1.5, 0.5, 0.5, 1.5]


def test_shares_on_a_logistic_curve_are_found() -> None:
    logits = -1 + 0.3 * np.arange(6)
    fit = logistic(yearly([float(100 * share) for share in expit(logits)], [1e7] * 6))
    assert fit.slope == pytest.approx(0.3, abs=1e-5)
    assert fit.coefficients[0] == pytest.approx(logits[-1], abs=1e-5)
    assert fit.df == 4


def test_the_error_of_a_slope_is_that_of_the_difference_of_two_logits() -> None:
    persons, share = 4e6, 0.25
    fit = logistic(yearly([25, 25], [persons, persons]))
    assert fit.slope_error == pytest.approx(np.sqrt(2 / (persons * share * (1 - share))), rel=1e-4)


@pytest.mark.parametrize(("value", "logit"), [(0.0, np.log(0.1 / 100.1)), (100.0, np.log(100.1 / 0.1))])
def test_where_nobody_or_everybody_is_counted_half_a_person_makes_the_estimates_finite(
    value: float, logit: float
) -> None:
    fit = logistic(yearly([value] * 5))
    assert fit.coefficients == pytest.approx([logit, 0], abs=1e-9)
    assert np.isfinite(fit.covariance).all()


def test_what_is_known_of_each_point_is_taken_from_the_trend() -> None:
    points, known = yearly([30, 32, 37, 35, 41]), 0.2
    offset = tuple(known * float(time) for time in years(points))
    assert logistic(points, offset).slope == pytest.approx(logistic(points).slope - known)


def test_residuals_are_in_standard_deviations() -> None:
    """Ten alike and one five standard deviations off: its residual is nearly five."""
    values = [50.0] * 5 + [50.0 + 5 * 100 * 0.5 / np.sqrt(10_000)] + [50.0] * 5
    residuals = logistic(yearly(values, [10_000] * 11)).residuals
    assert residuals[5] == pytest.approx(5 * 10 / 11, rel=0.01)
