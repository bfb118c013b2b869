"""Posters for a walk along the figures: a sheet of A3 for each, with a plain question and room for stickers."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.pages.shown_tables import shown_tables
from pipelines.publication.release.read_tables import PublicationTables
from pipelines.report.indicator_figures import Indicator
from pipelines.report.read_indicators import read_indicators, stage
from pipelines.report.sentences_da import sentences
from pipelines.report.time_chart import Plot, plot

_QUESTIONS = Path(__file__).with_name("poster_questions.csv")
# What a figure without a question of its own is asked.
_USUAL = "Hvad siger tallet »{name}« os?"


@dataclass(frozen=True)
class Poster:
    """One sheet: the question, the newest figure in a sentence, and the chart."""

    indicator: Indicator
    stage: str
    question: str
    said: str
    chart: Plot


def posters(publication: PublicationTables, for_the_young: bool) -> list[Poster]:
    """Return a poster of each indicator with a shown figure, in the order of a child's path."""
    read = read_indicators(shown_tables(publication), publication.published_at.date())
    drawn = [(one, chart) for one in read if (chart := plot(one))]
    return [
        Poster(one, stage(one.definition), question(one, for_the_young), sentences(one)[0], chart)
        for one, chart in drawn
    ]


def question(indicator: Indicator, for_the_young: bool) -> str:
    """Return the plain question of an indicator; `for_the_young`: as young people would ask it."""
    column = "young_da" if for_the_young else "question_da"
    return questions().get(indicator.id, {}).get(column) or _USUAL.format(name=indicator.name)


@cache
def questions() -> dict[str, dict[str, str]]:
    """Return the questions by indicator_id, `question_da` and `young_da` of each."""
    with _QUESTIONS.open(encoding="utf-8", newline="") as file:
        return {row["indicator_id"]: row for row in csv.DictReader(file)}
