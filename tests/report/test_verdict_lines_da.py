"""The verdicts on an indicator's page, in words with their numbers."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from pipelines.report.breakdowns import breakdown
from pipelines.report.indicator_figures import Indicator
from pipelines.report.indicator_status import status_of
from pipelines.report.read_indicators import read_indicators, without_hidden
from pipelines.report.verdict_lines_da import VerdictLine, gap_sentence, verdict_lines
from tests.publication import example_marts
from tests.report import example_tables
from tests.report.example_tables import ABOUT, ABSENCE, hidden, share

YEARS = [share(2021 + place, count, 200) for place, count in enumerate((80, 82, 79, 81))]


def absence(*rows: dict[str, Any], **more: pl.DataFrame) -> Indicator:
    tables = example_tables.tables(indicators=example_tables.indicators(*rows), **more)
    return next(one for one in read_indicators(without_hidden(tables), ABOUT.day) if one.id == ABSENCE)


def lines(*rows: dict[str, Any], **more: pl.DataFrame) -> dict[str, VerdictLine]:
    return {line.question: line for line in verdict_lines(absence(*rows, **more))}


def test_every_question_names_what_is_compared() -> None:
    beside = example_marts.benchmarks().with_columns(period=pl.lit("2023/24"))
    found = lines(*YEARS, benchmarks=beside)
    assert list(found) == [
        "Fra skoleåret 2023/24 til skoleåret 2024/25",
        "Gennem årene, skoleåret 2021/22 til skoleåret 2024/25",
        "Ved siden af Esbjerg, skoleåret 2023/24",
        "Ved siden af hele landet",
        "Målet 10\N{NO-BREAK SPACE}% i 2028",
    ]
    assert found["Ved siden af Esbjerg, skoleåret 2023/24"].word == "Klart over"


@pytest.mark.parametrize(("better", "tone"), [("down", "good"), ("up", "look"), ("neutral", "plain")])
def test_the_colour_of_a_verdict_is_that_of_the_badge(better: str, tone: str) -> None:
    """20 per cent beside 40: below is good where less is better, and neither where no direction is good."""
    beside = example_marts.benchmarks().with_columns(period=pl.lit("2024/25"), value=pl.lit(40.0))
    defined = pl.DataFrame(
        [example_tables.definition(ABSENCE, "Elever med over 10 pct. fravær", direction=better)]
    )
    rows = [row | {"target": None, "target_year": None} for row in (share(2024, 40, 200),)]
    found = absence(*rows, benchmarks=beside, indicator_definitions=defined)
    line = next(one for one in verdict_lines(found) if one.question.startswith("Ved siden af Esbjerg"))
    assert (line.word, line.tone) == ("Klart under", tone)
    assert status_of(found).tone == tone


def test_an_uncertain_change_has_its_interval_and_what_could_have_been_seen() -> None:
    line = lines(*YEARS)["Fra skoleåret 2023/24 til skoleåret 2024/25"]
    assert line.word == "Ingen sikker ændring"
    assert line.numbers.startswith("+1,0\N{NO-BREAK SPACE}procentpoint (95 %: \N{MINUS SIGN}")
    assert line.rest.startswith("Med 200 i gruppen kan vi se en ændring på ")


def test_the_target_has_a_forecast_and_a_needed_course() -> None:
    line = lines(*YEARS)["Målet 10\N{NO-BREAK SPACE}% i 2028"]
    assert line.word == "På denne kurs nås målet ikke"
    assert line.numbers.startswith("Kursen fører til ") and " i 2028 (80 %: " in line.numbers
    assert line.rest.startswith("Der er 30,5 procentpoint til målet; det kræver 10,2 procentpoint om året")


def test_nothing_is_compared_with_a_year_that_is_hidden() -> None:
    line = lines(share(2022, 80, 200), hidden(2023), share(2024, 80, 200))["Siden sidst"]
    assert (line.word, line.numbers) == ("Kan ikke sammenlignes", "")


def test_groups_stand_in_a_funnel_around_all() -> None:
    areas = [share(2024, count, 100, area=area) for area, count in (("OE1", 10), ("OE2", 14), ("OE3", 60))]
    found = absence(share(2024, 84, 300), *areas)
    parts = breakdown(found)
    assert parts
    rows = parts.parts[0].rows
    assert [row.word for row in rows] == ["klart under", "klart under", "klart over"]
    assert all(row.funnel and row.funnel[0] < (parts.total or 0) < row.funnel[1] for row in rows)
    assert "Kvarteret Øst" in gap_sentence(found, "area") and "Skovparken" in gap_sentence(found, "area")
    assert gap_sentence(found, "area").endswith("Den er større, end tilfældigheder kan forklare.")


def test_a_release_older_than_verdicts_has_none() -> None:
    tables = example_tables.tables()
    tables.pop("judgements")
    found = read_indicators(without_hidden(tables), ABOUT.day)
    assert [verdict_lines(one) for one in found] == [[], [], []]
