"""Judge the published figures: every indicator, cell and question gets one verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import polars as pl

from pipelines.judgement import words_da
from pipelines.judgement.answer import COLUMNS, Answer
from pipelines.judgement.beside import Benchmarks, beside, read_benchmarks
from pipelines.judgement.dispersion import Dispersions
from pipelines.judgement.gap import BREAKDOWNS, gaps
from pipelines.judgement.multiplicity import certain
from pipelines.judgement.over_years import over_years
from pipelines.judgement.series import TOTAL, Series, read_series
from pipelines.judgement.since_last import since_last
from pipelines.judgement.target import target
from schemas.folding import fold
from schemas.place import place

Targets = dict[str, tuple[float, int]]


def judge(
    indicators: pl.DataFrame,
    benchmarks: pl.DataFrame | None,
    targets: pl.DataFrame | None,
    definitions: pl.DataFrame | None,
) -> pl.DataFrame:
    """Return the verdicts, one row for each indicator, cell and question, in the columns of `COLUMNS`.

    The arguments have the columns of the published tables `indicators`, `benchmarks` and `indicator_definitions`, and
    of `targets.csv`. Estimates, intervals and `smallest_visible` are in the indicator's unit (percentage points or
    points): over the years a change per year, for a target a forecast with its 80 % prediction interval, otherwise a
    difference with its 95 % interval. Intervals are not adjusted for the number of tests, the verdicts are. Without a
    definition an indicator has no direction and counts as a flow.
    """
    directions, stocks = _newest(definitions, "direction"), _newest(definitions, "measure_of")
    every = [
        replace(series, is_stock=stocks.get(series.indicator_id) == "stock")
        for series in read_series(indicators)
    ]
    answers = _answers(every, _read(benchmarks), _read_targets(targets), directions)
    decided, words = _certain(answers), words_da.words()
    rows = [
        answer.row(position in decided, directions.get(answer.key[0], "neutral"), words)
        for position, answer in enumerate(answers)
    ]
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def question_beside(name: str) -> str:
    """Return the question that compares with a municipality, from its name."""
    return f"beside_{fold(name).replace(' ', '_')}"


def _answers(
    every: Sequence[Series], benchmarks: Benchmarks, targets: Targets, directions: dict[str, str]
) -> list[Answer]:
    whole = Dispersions(every, lambda series: series.comparable)
    earlier = Dispersions(every, lambda series: series.comparable[:-1])
    places = {question_beside(place().municipality): place().municipality, "beside_country": place().country}
    answers: list[Answer] = []
    for indicator_id, found in groupby(every, _indicator):
        cells = list(found)
        schools = [series for series in cells if series.breakdown == ("school",)]
        for series in cells:
            reference = whole.of(series)
            answers += [since_last(series, earlier.of(series), schools), over_years(series, reference)]
            for question, name in places.items():
                known = benchmarks.get((indicator_id, name), {})
                answers.append(beside(series, question, name, known, reference, schools))
            if series.cell == TOTAL and indicator_id in targets:
                direction = directions.get(indicator_id, "neutral")
                answers.append(target(series, reference, *targets[indicator_id], direction))
        for breakdown in BREAKDOWNS:
            answers += gaps(cells, breakdown, whole.of(replace(cells[0], breakdown=(breakdown,))))
    return answers


def _certain(answers: Sequence[Answer]) -> set[int]:
    """Hold the tests of one question against each other: those of whole neighbourhoods, and those of their parts."""
    families: dict[tuple[str, bool], dict[int, float]] = {}
    for position, answer in enumerate(answers):
        if answer.tested and answer.verdict is None:
            family = families.setdefault((answer.question, answer.key[1] == TOTAL), {})
            family[position] = answer.tested.p_value
    return {position for family in families.values() for position in certain(family)}


def _read(benchmarks: pl.DataFrame | None) -> Benchmarks:
    return {} if benchmarks is None or benchmarks.is_empty() else read_benchmarks(benchmarks)


def _read_targets(table: pl.DataFrame | None) -> Targets:
    rows = [] if table is None else table.iter_rows(named=True)
    return {
        row["indicator_id"]: (float(row["target"]), int(row["target_year"]))
        for row in rows
        if row["target"] is not None and row["target_year"] is not None
    }


def _newest(definitions: pl.DataFrame | None, column: str) -> dict[str, str]:
    """Return a column of the definitions by indicator, of the newest version."""
    if definitions is None or definitions.is_empty():
        return {}
    ordered = definitions.sort("indicator_id", "definition_version")
    return dict(ordered.select("indicator_id", column).iter_rows())


def _indicator(series: Series) -> str:
    return series.indicator_id
