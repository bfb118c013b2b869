"""Wilson's and Newcombe's intervals against the tables of Newcombe's two papers of 1998 (Statistics in Medicine 17)."""

from __future__ import annotations

import pytest

from pipelines.judgement.intervals import newcombe, newcombe_distance, score_distance, smoothed, wilson

Z = 1.959964


@pytest.mark.parametrize(
    ("successes", "persons", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval(successes: int, persons: int, low: float, high: float) -> None:
    assert wilson(successes, persons, Z) == pytest.approx((low, high), abs=0.00006)


def test_a_share_and_its_complement_have_mirrored_intervals() -> None:
    low, high = wilson(3, 17, Z)
    assert wilson(14, 17, Z) == pytest.approx((1 - high, 1 - low))


def test_an_interval_of_a_share_is_within_0_and_1() -> None:
    ends = [wilson(count, persons, Z) for persons in range(1, 100) for count in (0, persons)]
    assert all(0 <= low <= high <= 1 for low, high in ends)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
        ((0, 10), (0, 10), -0.2775, 0.2775),
    ],
)
def test_newcombes_interval_of_a_difference(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
    assert newcombe(one, other, Z) == pytest.approx((low, high), abs=0.00006)
    assert newcombe(other, one, Z) == pytest.approx((-high, -low), abs=0.00006)


def test_at_the_distance_of_two_shares_their_interval_just_reaches_0() -> None:
    one, other = (56.0, 70.0), (48.0, 80.0)
    assert newcombe(one, other, newcombe_distance(one, other))[0] == pytest.approx(0, abs=1e-9)
    assert newcombe_distance(other, one) == newcombe_distance(one, other)


def test_equal_shares_are_at_no_distance_and_very_different_ones_at_a_bounded_one() -> None:
    assert newcombe_distance((1, 3), (20, 60)) == 0
    assert newcombe_distance((1e6, 1e6), (0, 1e6)) == 40


def test_at_the_distance_from_a_known_share_the_interval_just_reaches_it() -> None:
    z = score_distance(12, 40, 0.5)
    assert wilson(12, 40, z)[1] == pytest.approx(0.5)
    assert score_distance(28, 40, 0.5) == pytest.approx(z)


@pytest.mark.parametrize(
    ("successes", "share", "distance"), [(0, 0.0, 0), (1, 0.0, 40), (40, 1.0, 0), (39, 1.0, 40)]
)
def test_a_known_share_of_none_or_all_is_met_or_not(successes: int, share: float, distance: float) -> None:
    assert score_distance(successes, 40, share) == distance


def test_a_smoothed_share_is_never_none_or_all() -> None:
    assert (smoothed(0, 8), smoothed(8, 8), smoothed(0, 0)) == (0.1, 0.9, 0.5)
