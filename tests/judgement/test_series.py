"""The shown figures of an indicator in a cell, in order of time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipelines.judgement.series import Series, read_series
from tests.judgement.figures import figure, hidden, mean, table, years


def read(*rows: dict[str, Any]) -> Series:
    (found,) = read_series(table(rows))
    return found


def test_points_are_in_the_order_of_time_whatever_the_table_is() -> None:
    found = read(*reversed(years(2020, [(1, 10), (2, 10), (3, 10)])))
    assert [point.period for point in found.points] == ["2020", "2021", "2022"]
    assert found.latest == found.points[-1]
    assert found.preceding == found.points[1]


def test_the_whole_comes_before_its_cells_and_an_empty_cell_is_left_out() -> None:
    rows = [
        figure(2024, 1, 10, gender="female", area="OE1"),
        figure(2024, 2, 10, area="OE1"),
        hidden(figure(2024, 2, 10, area="OE2")),
        hidden(figure(2024, 3, 10)),
    ]
    found = read_series(table(rows))
    assert [series.cell for series in found] == ["total", "area=OE1", "area=OE1 gender=female"]
    assert [series.breakdown for series in found] == [(), ("area",), ("area", "gender")]
    assert found[0].points == () and found[0].latest is found[0].preceding is None


@pytest.mark.parametrize(("status", "left_out"), [("suppressed", 1), ("provisional", 1), ("not_yet", 0)])
def test_periods_are_left_out_where_a_figure_exists_and_is_not_used(status: str, left_out: int) -> None:
    found = read(figure(2023, 1, 10), hidden(figure(2024, 2, 10), status))
    assert (len(found.points), found.left_out) == (1, left_out)


@pytest.mark.parametrize(
    "changes",
    [
        {"denominator": 0.0},
        {"numerator": None},
        {"numerator": 11.0},
        {"numerator": -1.0},
        {"value": float("nan")},
    ],
)
def test_a_share_without_sensible_counts_is_not_used(changes: dict[str, Any]) -> None:
    assert len(read(figure(2023, 1, 10), figure(2024, 2, 10) | changes).points) == 1


def test_a_mean_may_exceed_its_weight() -> None:
    found = read(mean(2023, 7.0), mean(2024, 8.0))
    assert (found.is_share, len(found.points)) == (False, 2)


def test_a_mean_of_nobody_is_not_used() -> None:
    assert len(read(mean(2023, 7.0), mean(2024, 8.0, weight=0.0)).points) == 1


def test_a_cell_of_a_share_is_a_share_though_none_of_its_figures_has_an_interval() -> None:
    whole, part = figure(2024, 2, 10), figure(2024, 1, 5, area="OE1") | {"ci_low": None}
    assert [series.is_share for series in read_series(table([whole, part]))] == [True, True]


def test_figures_of_an_older_definition_are_not_comparable() -> None:
    rows = years(2021, [(1, 10), (2, 10), (3, 10)])
    found = read(rows[0] | {"definition_version": 1}, *(row | {"definition_version": 2} for row in rows[1:]))
    assert [point.period for point in found.comparable] == ["2022", "2023"]
    assert [point.period for point in found.before_latest().points] == ["2022"]
    changed = read(rows[0], rows[1], rows[2] | {"definition_version": 2})
    assert changed.preceding is None


def test_a_stock_is_compared_with_the_same_part_of_other_years() -> None:
    rows = [figure(year, 1, 10, month=month) for year in (2024, 2025) for month in (1, 2, 3)]
    flow = read(*rows)
    stock = replace(flow, is_stock=True)
    assert (flow.periods_a_year, stock.periods_a_year) == (12, 1)
    assert len(flow.comparable) == 6
    assert [point.period for point in stock.comparable] == ["2024M03", "2025M03"]
    assert flow.preceding == stock.preceding == flow.points[2]


def test_a_year_without_a_figure_has_none_before_it() -> None:
    assert read(figure(2022, 1, 10), figure(2024, 1, 10)).preceding is None
