"""The breakdowns of an indicator: rows on one scale, with the limits that chance explains."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipelines.report.breakdowns import Breakdown, Row, breakdown
from pipelines.report.indicator_figures import Figure, Indicator
from pipelines.report.verdicts import GAP, Verdict

NUMBERS = ("numerator", "denominator", "value", "ci_low", "ci_high", "few", "coverage", "pooled_3y")


def figure(value: float | None, **said: Any) -> Figure:
    whole = dict.fromkeys(("area", "gender", "age_band", "school"), "total")
    numbers = dict.fromkeys((*NUMBERS, "missing", "waiting_since")) | {"value": value}
    days = {"period_start": date(2024, 8, 1), "period_end": date(2025, 7, 31)}
    period = {"period_type": "school_year", "period": "2024/25", "status": "ok" if value else "suppressed"}
    return Figure(**whole | numbers | days | period | said)


def verdict(cell: str, code: str, estimate: float, half: float, period: str = "2024/25") -> Verdict:
    return Verdict(cell, GAP, period, "total", estimate, estimate - half, estimate + half, code, "Tekst")


TOTAL = figure(20.0)
GIRLS, BOYS = figure(30.0, gender="female", ci_low=24.0, ci_high=36.0), figure(None, gender="male")


def indicator(*verdicts: Verdict, **said: Any) -> Indicator:
    words = {"indicator_id": "x", "name_da": "Andel", "unit": "pct", "direction": "up"}
    usual: dict[str, Any] = {
        "series": (figure(18.0, period="2023/24"), TOTAL),
        "parts": {"gender": (GIRLS, BOYS)},
        "benchmarks": (),
        "target": None,
        "target_year": None,
    }
    return Indicator(words, {}, verdicts=verdicts, **usual | said)


def drawn(one: Indicator) -> Breakdown:
    found = breakdown(one)
    assert found
    return found


def rows(one: Indicator) -> list[Row]:
    return drawn(one).parts[0].rows


def values(found: Breakdown, *places: float) -> list[float]:
    """The values at places on the scale, of which those of the total (20) and of the target (40) are known."""
    assert found.total is not None and found.target is not None
    return [20 + 20 * (place - found.total) / (found.target - found.total) for place in places]


def test_an_indicator_without_breakdowns_has_none() -> None:
    assert breakdown(indicator(parts={})) is None
    assert breakdown(indicator(parts={"gender": ()})) is None


def test_each_group_stands_on_the_scale_of_all() -> None:
    found = drawn(indicator(target=40.0))
    assert (found.period, found.ends) == ("skoleåret 2024/25", ("20\xa0%", "40\xa0%"))
    girls, boys = found.parts[0].rows
    assert (girls.name, girls.x, girls.low, girls.high) == ("Piger og kvinder", 50.0, 20.0, 80.0)
    assert (boys.name, boys.x, boys.low, boys.high) == ("Drenge og mænd", None, None, None)
    assert (found.total, found.target) == (0.0, 100.0)


def test_the_total_is_that_of_the_period_of_the_groups() -> None:
    """The total of 2023/24, 18, is where the lowest figure of all is, and the scale begins there."""
    older = tuple(replace(one, period="2023/24") for one in (replace(GIRLS, value=18.0, ci_low=18.0), BOYS))
    found = drawn(indicator(parts={"gender": older}))
    assert found.total == found.parts[0].rows[0].x


def test_a_hidden_total_has_no_place() -> None:
    assert drawn(indicator(series=(figure(None),))).total is None


def test_without_any_number_the_scale_is_the_whole() -> None:
    assert drawn(indicator(series=(figure(None),), parts={"gender": (BOYS,)})).ends == ("0\xa0%", "100\xa0%")


@pytest.mark.parametrize(
    ("estimate", "half", "limits"),
    [
        # A group of 30 that is 10 above the whole, where differences up to 6 are chance.
        (10.0, 6.0, [14, 26]),
        (10.0, 25.0, [0, 45]),
        (-65.0, 10.0, [85, 100]),
    ],
)
def test_the_limits_of_chance_lie_around_the_whole_and_within_0_and_100(
    estimate: float, half: float, limits: list[float]
) -> None:
    found = drawn(indicator(verdict("gender=female", "on_level", estimate, half), target=40.0))
    places = found.parts[0].rows[0].funnel or ()
    assert values(found, *places) == pytest.approx(limits, abs=0.2)
    assert all(0 <= place <= 100 for place in places)


def test_a_group_beyond_chance_is_named_so() -> None:
    apart = indicator(verdict("gender=female", "clearly_above", 10.0, 6.0))
    level = indicator(verdict("gender=female", "on_level", 10.0, 20.0))
    assert (rows(apart)[0].word, rows(level)[0].word) == ("klart over", "")


def test_a_group_without_a_figure_has_no_limits() -> None:
    (_, boys) = rows(indicator(verdict("gender=male", "on_level", 10.0, 6.0)))
    assert boys.funnel is None


def test_a_verdict_of_another_period_is_none_on_this_one() -> None:
    (girls, _) = rows(indicator(verdict("gender=female", "clearly_above", 10.0, 6.0, period="2023/24")))
    assert (girls.funnel, girls.word) == (None, "")
