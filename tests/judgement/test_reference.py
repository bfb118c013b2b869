"""What an estimate divided by its standard error is held against."""

from __future__ import annotations

from math import inf

import pytest
from scipy import stats

from pipelines.judgement.reference import Reference

NORMAL = Reference()


def test_without_any_dispersion_it_is_the_normal_distribution() -> None:
    assert NORMAL.critical() == pytest.approx(1.959964)
    assert NORMAL.p_value(-1.959964) == pytest.approx(0.05)
    assert NORMAL.critical(level=0.8) == pytest.approx(1.281552)


def test_a_dispersion_known_from_few_periods_makes_it_wider() -> None:
    few = Reference(variance=1.5, df=4)
    assert few.critical() == pytest.approx(stats.t.ppf(0.975, 4) * 1.5**0.5)
    assert few.p_value(3) == pytest.approx(2 * stats.t.sf(3 / 1.5**0.5, 4))


@pytest.mark.parametrize(("variance", "df"), [(0.2, 3), (0.5, 50), (1.0, inf)])
def test_it_is_never_narrower_than_the_normal_distribution(variance: float, df: float) -> None:
    """A spread smaller than that of counted persons is chance."""
    found = Reference(variance, df)
    assert found.critical() >= NORMAL.critical()
    assert found.p_value(2.5) >= NORMAL.p_value(2.5)


@pytest.mark.parametrize("groups", [2, 3, 6])
@pytest.mark.parametrize("found", [NORMAL, Reference(2.0, 5), Reference(0.5, 5)])
def test_an_estimate_at_the_limit_has_a_p_value_of_5_per_cent(found: Reference, groups: int) -> None:
    assert found.p_value(found.critical(groups), groups) == pytest.approx(0.05, abs=1e-4)


def test_the_largest_of_many_differences_has_a_wider_limit() -> None:
    """Tukey's limit for three groups: 3.314 / sqrt(2)."""
    assert NORMAL.critical(3) == pytest.approx(3.3145 / 2**0.5, abs=1e-3)
    assert NORMAL.critical(2) < NORMAL.critical(3) < NORMAL.critical(4)


def test_a_difference_is_seen_in_4_of_5_cases() -> None:
    assert NORMAL.visible() == pytest.approx(1.959964 + 0.841621)
    assert Reference(variance=4.0).visible() == pytest.approx(2 * (1.959964 + 0.841621))
