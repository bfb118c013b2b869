"""Scales of charts: positions, ends and ticks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.report.axes import LEAST, MOST_YEARS, Scale, span, years

PERCENTAGES = st.lists(st.floats(0, 100).map(lambda value: round(value, 3)), min_size=1, max_size=6)


def test_a_value_has_its_place_along_the_scale_or_from_the_top() -> None:
    across, up = Scale(20, 60, 300), Scale(20, 60, 300, upwards=True)
    assert [across(value) for value in (20, 30, 60)] == [0, 75, 300]
    assert [up(value) for value in (20, 30, 60)] == [300, 225, 0]
    assert (across.percent(30), up.percent(30)) == (25, 75)


def test_a_scale_without_extent_has_one_place() -> None:
    assert Scale(5, 5, 300)(5) == 0


def test_an_axis_begins_at_0_where_the_values_are_not_far_from_it() -> None:
    assert span([3.9, 10], None)[0] == 0
    assert span([5, 10], None)[0] > 0


def test_a_small_change_does_not_fill_the_axis() -> None:
    low, high, _ = span([80.0, 80.5], None)
    assert high - low >= LEAST * 80.5
    assert low < 80
    assert high > 80.5


@pytest.mark.parametrize(
    ("values", "ceiling", "ticks"),
    [
        ([0], None, [0, 0.2]),
        ([5], None, [4, 4.5, 5, 5.5, 6]),
        ([0, 100], None, [0, 20, 40, 60, 80, 100]),
        ([95, 100], 100, [80, 90, 100]),
        ([100], 100, [80, 90, 100]),
    ],
)
def test_ticks_are_round_and_end_at_the_ceiling(
    values: list[float], ceiling: float | None, ticks: list[float]
) -> None:
    low, high, found = span(values, ceiling)
    assert found == pytest.approx(ticks)
    assert (low, high) == (found[0], found[-1])


@given(PERCENTAGES)
def test_every_percentage_is_on_its_axis(values: list[float]) -> None:
    low, high, ticks = span(values, 100.0)
    assert low - 1e-9 <= min(values) <= max(values) <= high + 1e-9
    assert high <= 100 and len(ticks) <= 7
    assert len(ticks) >= (3 if max(values) else 2)


def test_a_year_is_named_at_its_middle_where_that_is_on_the_chart() -> None:
    assert years(date(2023, 8, 1), date(2026, 7, 1)) == [
        (date(2024, 7, 1), "2024"),
        (date(2025, 7, 1), "2025"),
        (date(2026, 7, 1), "2026"),
    ]
    assert years(date(2025, 8, 1), date(2026, 6, 30)) == []


def test_years_are_left_out_evenly_where_there_are_too_many() -> None:
    assert [text for _, text in years(date(2012, 1, 1), date(2024, 12, 31))] == [
        "2012",
        "2015",
        "2018",
        "2021",
        "2024",
    ]
    assert len(years(date(2012, 1, 1), date(2017, 12, 31))) == MOST_YEARS
