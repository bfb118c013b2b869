"""What earlier meetings said: the last meeting's, and what is still open of older ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl

from pipelines.report.html_report import build_report
from pipelines.report.meeting_memory import Reflection, general, late, marked, read_reflections, remembered
from tests.publication import example_marts
from tests.report import example_tables
from tests.report.example_tables import ABOUT, ABSENCE

DAY = date(2026, 11, 24)


def read(*rows: dict[str, object]) -> list[Reflection]:
    every = pl.concat([example_marts.reflections(**row) for row in rows], how="vertical_relaxed")
    return read_reflections({"reflections": every}, DAY)


def texts(reflections: list[Reflection]) -> list[str]:
    return [str(one.row["text"]) for one in reflections]


def test_an_indicator_opens_with_its_last_meeting_and_what_is_open() -> None:
    said = read(
        {"meeting": "2026K1", "text": "gjort", "status": "gjort"},
        {"meeting": "2026K1", "text": "åben", "status": "aftalt"},
        {"meeting": "2026K3", "text": "sidst", "status": None},
        {"meeting": "2026K4", "text": "om et andet tal", "indicator_id": "wellbeing_general"},
    )
    assert texts(remembered(said, ABSENCE)) == ["sidst", "åben"]


def test_the_last_meeting_is_the_latest_whatever_its_period_is_called() -> None:
    said = read({"meeting": "2026M09", "text": "september"}, {"meeting": "2026K4", "text": "sidst"})
    said = [replace(one, is_open=False) for one in said]
    assert texts(remembered(said, ABSENCE)) == ["sidst"]


def test_what_is_about_all_or_an_unknown_indicator_is_general() -> None:
    said = read(
        {"text": "alle", "indicator_id": None}, {"text": "ukendt", "indicator_id": "x"}, {"text": "kendt"}
    )
    assert texts(general(said, {ABSENCE})) == ["alle", "ukendt"]


def test_an_open_agreement_is_late_the_day_after_its_date() -> None:
    said = read(
        {"text": "i dag", "due": DAY},
        {"text": "i går", "due": date(2026, 11, 23)},
        {"text": "før", "due": date(2026, 1, 1)},
        {"text": "gjort", "due": date(2026, 1, 1), "status": "gjort"},
        {"text": "opgivet", "due": date(2026, 1, 1), "status": "opgivet"},
    )
    assert texts(late(said)) == ["før", "i går"]


def test_decisions_and_agreements_are_marked_on_the_chart() -> None:
    kinds = ("spørgsmål", "forklaring", "beslutning", "aftale om prøvehandling")
    said = read(*({"kind": kind, "text": kind} for kind in kinds))
    assert texts(marked(said, ABSENCE)) == ["aftale om prøvehandling", "beslutning"]


def test_a_publication_older_than_the_table_has_none() -> None:
    assert read_reflections({}, DAY) == []


def test_the_report_says_what_was_agreed_and_that_it_is_late() -> None:
    page = build_report(example_tables.tables(), None, ABOUT)
    own = page[page.index(f'id="i-{ABSENCE}"') :]
    assert own.index("Fra sidste møde") < own.index("Vi ringer hjem.") < own.index('class="said"')
    assert "Skolelederne · senest 1. september 2026 · i gang · fristen er overskredet" in own
    assert "Aftaler, hvis frist er overskredet" in page[: page.index('id="indikatorer"')]
    assert "undren.xlsx" in page and "<textarea" not in page


def test_an_initiative_keeps_what_it_learnt_before() -> None:
    page = build_report(example_tables.tables(), None, ABOUT)
    card = page[page.index('id="s-Ord"') :]
    card = card[: card.index("</article>")]
    order = ["Hvor meget?", "Hvor godt?", "Det har vi lært", "Det første", "Er nogen bedre stillet?"]
    assert [text for text in order if text in card] == order == sorted(order, key=card.index)
