from __future__ import annotations

import numpy as np
import pytest

from pipelines.judgement import judge
from pipelines.judgement.intervals import newcombe
from tests.judgement.figures import ask, figure, mean, table


def areas(counts: list[tuple[float, float]], **more: object) -> list[dict[str, object]]:
    parts = [figure(2024, *count, area=f"OE{index}", **more) for index, count in enumerate(counts, 1)]
    return [figure(2024, sum(y for y, _ in counts), sum(n for _, n in counts), **more), *parts]


def test_of_two_groups_the_interval_is_that_of_two_shares() -> None:
    rows = [
        figure(2024, 80, 200),
        figure(2024, 50, 100, gender="female"),
        figure(2024, 30, 100, gender="male"),
    ]
    answer = ask(rows, "gap", "gender")
    low, high = newcombe((50, 100), (30, 100), 1.959964)
    assert (answer["estimate"], answer["low"], answer["high"]) == pytest.approx((20, 100 * low, 100 * high))
    assert (answer["verdict"], answer["compared_with"]) == ("clearly_above", "gender=female - gender=male")


def test_the_interval_knows_that_it_picked_the_extremes() -> None:
    two = ask(areas([(50, 100), (34, 100)]), "gap", "area")
    six = ask(areas([(50, 100), (42, 100), (42, 100), (42, 100), (42, 100), (34, 100)]), "gap", "area")
    assert (two["estimate"], six["estimate"]) == (16, 16)
    assert (two["verdict"], six["verdict"]) == ("clearly_above", "on_level")
    assert six["smallest_visible"] > 20


def test_like_areas_seldom_differ() -> None:
    dice = np.random.default_rng(3)
    rows = [
        row
        for number in range(400)
        for row in areas([(dice.binomial(80, 0.3), 80) for _ in range(3)], indicator_id=f"i{number}")
    ]
    found = judge(table(rows), None, None, None).filter(question="gap", cell="area")
    assert (found["low"] > 0).mean() <= 0.05


def test_the_funnel_marks_an_area_beyond_its_limits() -> None:
    rows = areas([(45, 100), (40, 100), (42, 100), (90, 100), (33, 100)])
    outside = ask(rows, "gap", "area=OE4")
    assert (outside["verdict"], outside["compared_with"], outside["estimate"]) == (
        "clearly_above",
        "total",
        40,
    )
    near = ask(areas([(45, 100), (40, 100), (42, 100), (54, 100), (33, 100)]), "gap", "area=OE4")
    assert near["verdict"] == "on_level"
    assert "uden for det, tilfældige udsving giver i 95 procent" in near["verdict_da"]


def test_one_area_alone_has_nothing_to_be_compared_with() -> None:
    rows = [figure(2024, 80, 200), figure(2024, 50, 100, area="OE1")]
    assert ask(rows, "gap", "area")["verdict_da"] == "intet at sammenligne med"


def test_means_are_compared_where_their_years_tell_how_they_vary() -> None:
    dice = np.random.default_rng(1)
    rows = [mean(2018 + year, 7 + dice.normal(0, 0.2)) for year in range(6)]
    for school, level in (("561001", 6.5), ("561002", 8.0)):
        rows += [mean(2018 + year, level + dice.normal(0, 0.2), school=school) for year in range(6)]
    assert ask(rows, "gap", "school")["verdict"] == "clearly_above"
    newest = [row for row in rows if row["period"] == "2023"]
    assert ask(newest, "gap", "school")["verdict"] == "not_tested"
