"""Questions are derived from significant figures, the most important first."""

from __future__ import annotations

from typing import Any

from pipelines.report.discussion_questions import MOST, questions
from pipelines.report.indicator_figures import Indicator
from pipelines.report.read_indicators import read_indicators, without_hidden
from tests.report import example_tables
from tests.report.example_tables import ABOUT, ABSENCE, hidden, share


def asked(*rows: dict[str, Any]) -> str:
    tables = example_tables.tables(indicators=example_tables.indicators(*rows))
    found = read_indicators(without_hidden(tables), ABOUT.day)
    indicator: Indicator = next(one for one in found if one.id == ABSENCE)
    found = questions(indicator)
    assert len(found) <= MOST
    return " ".join(found).replace("\N{NO-BREAK SPACE}", " ")


def test_the_largest_difference_between_areas() -> None:
    areas = [share(2024, count, 100, area=area) for area, count in (("OE1", 10), ("OE2", 12), ("OE3", 45))]
    text = asked(share(2024, 67, 300), *areas)
    assert "Kvarteret Øst (10,0 %) og Skovparken (45,0 %)" in text


def test_an_insignificant_difference_gives_no_question() -> None:
    """10 and 21 of 100 would differ significantly if they were the only pair compared."""
    areas = [share(2024, count, 100, area=area) for area, count in (("OE1", 10), ("OE2", 14), ("OE3", 21))]
    assert "Forskellen" not in asked(share(2024, 45, 300), *areas)


def test_a_change_beyond_noise() -> None:
    assert "Ændringen siden skoleåret 2022/23" in asked(share(2022, 20, 200), share(2023, 80, 200))
    slow = [share(2020 + step, 40 + 12 * step, 200) for step in range(4)]
    assert "fra 20,0 % i skoleåret 2020/21 er det ikke" in asked(*slow)


def test_a_course_that_does_not_reach_the_target() -> None:
    level = [share(2020 + step, 80 + step % 2, 200) for step in range(4)]
    assert "På denne kurs nås målet ikke. Hvad virker" in asked(*level)


def test_who_is_missing_few_persons_and_hidden_parts() -> None:
    text = asked(
        share(2024, 5, 20),
        share(2025, 5, 20, status="provisional", missing="Nordskolen"),
        hidden(2024, area="OE1"),
        hidden(2024, area="OE2"),
    )
    assert "Nordskolen mangler at levere til skoleåret 2025/26." in text
    assert "hver af dem flytter tallet 5,0 procentpoint" in text
    assert "2 af 2 opdelinger er skjult." in text


def test_the_last_question_is_for_those_who_know() -> None:
    assert asked(share(2024, 40, 200)) == "Hvad ved I fra hverdagen, som tallet ikke viser?"
    assert asked(hidden(2024)).endswith("som tallet ikke viser?")
