"""The time chart: school years under their points, one axis within a stage, and the forecast."""

from __future__ import annotations

from typing import Any

import polars as pl

from pipelines.report.indicator_figures import Indicator
from pipelines.report.read_indicators import read_indicators, without_hidden
from pipelines.report.time_chart import Plot, plot
from tests.publication import example_marts
from tests.report import example_tables
from tests.report.example_tables import ABOUT, share


def indicators(*rows: dict[str, Any]) -> list[Indicator]:
    tables = example_tables.tables(indicators=example_marts.cells(*rows))
    return [one for one in read_indicators(without_hidden(tables), ABOUT.day) if one.shown]


def drawn(one: Indicator, *beside: Indicator, small: bool = False) -> Plot:
    found = plot(one, small=small, beside=beside)
    assert found
    return found


def without_target(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"target": None, "target_year": None}


def test_school_years_stand_under_their_points() -> None:
    (found,) = indicators(*(without_target(share(year, 40, 200)) for year in range(2020, 2025)))
    chart = drawn(found)
    assert [text for _, text in chart.x_ticks] == ["2020/21", "2021/22", "2022/23", "2023/24", "2024/25"]
    assert [round(10 * at, 1) for at, _ in chart.x_ticks] == [dot.x for dot in chart.dots]


def test_the_newest_school_year_is_labelled_where_there_is_not_room_for_all() -> None:
    (found,) = indicators(*(without_target(share(year, 40, 200)) for year in range(2012, 2025)))
    labels = [text for _, text in drawn(found).x_ticks]
    assert len(labels) <= 6 and labels[-1] == "2024/25"


def test_indicators_beside_share_the_axis_where_the_unit_is_the_same() -> None:
    units = {"low": "pct", "high": "pct", "score": "score"}
    counts = {"low": (10, 200), "high": (180, 200), "score": (4, 2)}
    rows = [without_target(share(2024, *count, indicator_id=name)) for name, count in counts.items()]
    tables = example_tables.tables(
        indicators=example_marts.cells(*rows),
        indicator_definitions=pl.DataFrame(
            [example_tables.definition(name, name, unit=unit) for name, unit in units.items()]
        ),
    )
    found = {one.id: one for one in read_indicators(without_hidden(tables), ABOUT.day)}
    alone, together = drawn(found["low"]), drawn(found["low"], *found.values())
    assert alone.y_ticks != together.y_ticks == drawn(found["high"], *found.values()).y_ticks
    assert together.y_ticks != drawn(found["score"], *found.values()).y_ticks


def test_the_forecast_is_drawn_as_a_fan_with_the_target_but_not_on_a_small_chart() -> None:
    (found,) = indicators(*(share(year, 80 + year % 3, 200) for year in range(2020, 2025)))
    large, small = drawn(found), drawn(found, small=True)
    assert large.fan and large.forecast and large.course
    assert not (small.fan or small.forecast or small.course)
    assert small.target is not None
