from __future__ import annotations

import random

import numpy as np
import polars as pl

from pipelines.judgement import COLUMNS, judge
from pipelines.judgement.multiplicity import certain
from tests.judgement.figures import benchmark, direction, figure, hidden, mean, table, years


def everything() -> list[dict[str, object]]:
    dice = np.random.default_rng(4)
    rows = years(2018, [(dice.binomial(200, 0.4), 200) for _ in range(6)])
    for area in ("OE1", "OE2", "OE3"):
        rows += years(2018, [(dice.binomial(60, 0.4), 60) for _ in range(6)], area=area)
        rows += [hidden(figure(2023, 1, 2, area=area, gender="female"))]
    rows += [figure(2023, 20, 30, gender=gender) for gender in ("male", "female")]
    rows += [mean(2018 + year, dice.normal(7, 1), indicator_id="mean") for year in range(6)]
    months = range(40)
    rows += [figure(2020 + m // 12, dice.binomial(90, 0.2), 90, "flow", month=1 + m % 12) for m in months]
    return rows


def test_the_table_has_the_columns_of_the_contract_and_one_row_a_question() -> None:
    found = judge(table(everything()), None, None, None)
    assert found.columns == list(COLUMNS)
    assert not found.select("indicator_id", "cell", "question").is_duplicated().any()
    assert (
        not found.select("verdict", "verdict_da", "unit", "periods_used", "periods_left_out")
        .null_count()
        .sum_horizontal()[0]
    )
    asked = found.filter(indicator_id="share", cell="total")["question"].to_list()
    assert asked == ["since_last", "over_years", "beside_esbjerg", "beside_country"]
    cells = found.filter(indicator_id="share", question="since_last")["cell"].to_list()
    assert cells == ["total", "area=OE1", "area=OE2", "area=OE3", "gender=female", "gender=male"]


def test_every_uncertain_verdict_says_what_could_have_been_seen() -> None:
    found = judge(table(everything()), table([benchmark("2023", 41)]), None, None)
    uncertain = found.filter(pl.col("verdict").is_in(["no_certain_change", "on_level"]))
    assert uncertain.height > 5
    assert uncertain["smallest_visible"].is_not_null().all()
    assert uncertain["verdict_da"].str.contains(" kan vi se en ").all()
    assert (
        found.filter(~pl.col("verdict").is_in(["no_certain_change", "on_level"]))["smallest_visible"]
        .is_null()
        .all()
    )


def test_the_order_of_rows_changes_nothing() -> None:
    rows, beside = (
        everything(),
        [benchmark("2023", 41), benchmark("2022", 41), benchmark("2022", 30, "Hele landet")],
    )
    targets = pl.DataFrame(
        {"indicator_id": ["share", "mean"], "target": [60.0, 6.0], "target_year": [2027, 2026]}
    )
    first = judge(table(rows), table(beside), targets, direction("up"))
    for seed in range(5):
        dice = random.Random(seed)
        shuffled = judge(
            table(dice.sample(rows, len(rows))), table(beside[::-1]), targets.reverse(), direction("up")
        )
        assert shuffled.equals(first)


def test_empty_tables_give_no_rows() -> None:
    empty = table(everything()).clear()
    found = judge(empty, pl.DataFrame(), None, pl.DataFrame())
    assert (found.columns, found.height) == (list(COLUMNS), 0)


def test_many_tests_at_once_are_held_against_each_other() -> None:
    # Benjamini and Hochberg (1995), section 3.2: the four smallest of fifteen.
    p_values = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.324,
        0.4262,
        0.5719,
        0.6528,
        0.759,
        1,
    ]
    assert certain(dict(enumerate(p_values))) == {0, 1, 2, 3}
    assert certain({}) == set()


def test_one_among_many_that_looks_certain_alone_is_not_claimed() -> None:
    rows = years(2023, [(50, 100), (65, 100)])
    assert judge(table(rows), None, None, direction("up"))["verdict"][0] == "improving"
    for number in range(20):
        rows += years(2023, [(50, 100), (50 + number % 3, 100)], indicator_id=f"x{number:02}")
    answer = judge(table(rows), None, None, direction("up")).row(0, named=True)
    assert (answer["indicator_id"], answer["verdict"]) == ("share", "no_certain_change")
    assert answer["low"] > 0
    assert "Set alene er forskellen større end tilfældige udsving" in answer["verdict_da"]


def test_cells_of_a_part_do_not_weaken_the_whole() -> None:
    rows = years(2023, [(50, 100), (65, 100)])
    for number in range(20):
        rows += years(2023, [(50, 100), (51, 100)], area=f"OE{number}")
    assert judge(table(rows), None, None, direction("up"))["verdict"][0] == "improving"
