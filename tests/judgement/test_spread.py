"""The spread of means between years and between groups."""

from __future__ import annotations

import pytest
from scipy import stats

from pipelines.judgement.spread import spread_between_groups, spread_between_years
from tests.judgement.test_regression import yearly

SCHOOLS = [3.1, 3.4, 2.9, 3.8]


def test_groups_of_one_size_have_the_standard_error_of_their_mean() -> None:
    found = spread_between_groups(SCHOOLS, [20, 20, 20, 20])
    assert found is not None
    assert found.deviation == pytest.approx(stats.sem(SCHOOLS))
    assert found.df == 3


def test_a_group_of_more_weighs_more() -> None:
    even, uneven = (spread_between_groups([3.0, 3.0, 4.0], weights) for weights in ([1, 1, 1], [10, 10, 1]))
    assert even and uneven
    assert uneven.deviation < even.deviation / 3


def test_weights_count_beside_each_other_only() -> None:
    assert spread_between_groups(SCHOOLS, [1, 2, 3, 4]) == spread_between_groups(SCHOOLS, [10, 20, 30, 40])


def test_two_groups_are_too_few() -> None:
    assert spread_between_groups([3.0, 4.0], [1, 1]) is None


def test_groups_without_a_difference_have_no_spread_to_test_by() -> None:
    assert spread_between_groups([0.1 + 0.2, 0.3, 0.3], [7, 11, 13]) is None


def test_years_vary_around_their_trend() -> None:
    """1, -1, -1, 1 around the line: the sum of squares is 4, on 4 - 2 degrees of freedom."""
    found = spread_between_years(yearly([11, 19, 29, 41]))
    assert found is not None
    assert (found.deviation, found.df) == (pytest.approx(2**0.5), 2)


def test_years_on_a_line_have_no_spread_to_test_by() -> None:
    assert spread_between_years(yearly([10.1, 20.2, 30.3, 40.4])) is None


def test_three_years_are_too_few() -> None:
    assert spread_between_years(yearly([1, 5, 2])) is None


def test_a_difference_is_held_against_students_distribution() -> None:
    found = spread_between_groups(SCHOOLS, [1, 1, 1, 1])
    assert found is not None
    assert found.reference.critical() == pytest.approx(stats.t.ppf(0.975, 3))
