from __future__ import annotations

import numpy as np
import pytest

from pipelines.judgement import signals
from tests.judgement.figures import ask, figure

CALM = [10.0, 11, 10, 9, 10, 11, 9, 10, 11, 9, 10, 10]


def kinds(values: list[float]) -> set[tuple[str, bool]]:
    return {(signal.kind, signal.upward) for signal in signals(values) if signal.index == len(values) - 1}


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        ([], set()),
        ([16.0], {("outside", True)}),
        ([10.2, 10.4, 10.6, 10.8, 11, 11.2, 11.4], {("trend", True)}),
        ([9.0, 9.2, 9, 9.1, 9.2, 9, 9.1], {("shift", False)}),
        ([11.5, 12.9, 12.8], {("near_limit", True)}),
    ],
)
def test_each_signal_of_the_nhs(added: list[float], expected: set[tuple[str, bool]]) -> None:
    assert expected <= kinds(CALM + added)
    assert bool(kinds(CALM + added)) == bool(expected)


def test_a_single_jump_does_not_widen_the_limits() -> None:
    assert ("outside", True) in kinds([*CALM, 40.0, *CALM, 16.0])


def test_limits_of_shares_follow_the_denominators() -> None:
    few = [10] * 12
    counts = [3, 5, 4, 6, 4, 5, 3, 6, 5, 4, 5, 4]
    values = [10.0 * y for y in counts]
    assert not signals([*values, 80.0], [*counts, 8], [*few, 10])
    assert signals([*values, 80.0], [*counts, 800], [*few, 1000])


def test_no_variation_gives_no_signal() -> None:
    assert not signals([5.0] * 20)
    assert not signals([0.0] * 20, [0.0] * 20, [10.0] * 20)
    assert not signals([])


def test_a_flow_says_the_signal_that_its_newest_month_ends() -> None:
    dice = np.random.default_rng(2)
    rows = [
        figure(2022 + index // 12, dice.binomial(200, 0.2), 200, month=1 + index % 12) for index in range(35)
    ]
    said = ask([*rows, figure(2024, 90, 200, month=12)], "over_years")["verdict_da"]
    assert "Det seneste tal ligger over det, der er normalt fra gang til gang" in said
    assert "fra gang til gang" not in ask(rows, "over_years")["verdict_da"]


def test_a_season_is_no_signal() -> None:
    dice = np.random.default_rng(6)
    share = [0.3 if month in range(4, 11) else 0.1 for month in range(1, 13)]
    rows = [
        figure(2022 + index // 12, dice.binomial(200, share[index % 12]), 200, month=1 + index % 12)
        for index in range(34)
    ]
    answer = ask(rows, "over_years")
    assert answer["periods_used"] == 34
    assert "seneste" not in answer["verdict_da"]
