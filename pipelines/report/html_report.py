"""Build the report as one self-contained HTML file without scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import polars as pl
from babel.dates import format_datetime

from pipelines.report.about import About, Tables
from pipelines.report.breakdowns import Breakdown, breakdown
from pipelines.report.changes_since_freeze import changes, summary
from pipelines.report.chart_marks import marks_of
from pipelines.report.delivery_overview import come_since, read_deliveries
from pipelines.report.discussion_questions import questions
from pipelines.report.figure_text import LOCALE
from pipelines.report.html_environment import environment
from pipelines.report.indicator_figures import Indicator
from pipelines.report.indicator_status import Status, count, status_of
from pipelines.report.initiative_overview import Initiative, aiming_at, read_initiatives
from pipelines.report.meeting_memory import Reflection, general, late, marked, read_reflections, remembered
from pipelines.report.opening_da import opening
from pipelines.report.pathway_flows import cohorts
from pipelines.report.read_indicators import read_indicators, stage, without_hidden
from pipelines.report.sentences_da import sentences
from pipelines.report.time_chart import Plot, plot
from pipelines.report.verdict_lines_da import VerdictLine, verdict_lines
from pipelines.text.danish import DENMARK


@dataclass(frozen=True)
class Entry:
    """One indicator with its sentences and charts."""

    indicator: Indicator
    stage: str
    status: Status
    said: list[str]
    verdicts: list[VerdictLine]
    spark: Plot | None
    chart: Plot | None
    parts: Breakdown | None
    changed: list[str]
    aimed_by: list[Initiative]
    asked: list[str]
    remembered: list[Reflection]


def build_report(tables: Tables, previous: Tables | None, about: About) -> str:
    """Render the published tables as a page; `previous` are the tables of the release that `about` names."""
    shown = without_hidden(tables)
    before = _by_id(read_indicators(without_hidden(previous), about.day)) if previous else {}
    initiatives, reflections = read_initiatives(shown), read_reflections(shown, about.day)
    indicators = read_indicators(shown, about.day)
    entries = [
        _entry(one, indicators, before.get(one.id), initiatives, reflections, about) for one in indicators
    ]
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            about=about,
            at=format_datetime(about.published_at, "d. MMMM y 'kl.' HH.mm", tzinfo=DENMARK, locale=LOCALE),
            since=summary([(one, before.get(one.id)) for one in indicators], about),
            initiatives=initiatives,
            remembered=general(reflections, {one.id for one in indicators}),
            late=late(reflections),
            **_opening(entries),
            **_chapters(shown, about),
        )
    )


def _opening(entries: Sequence[Entry]) -> dict[str, object]:
    """The context of the indicators: counted, in the order of the path, and by id."""
    return {
        "opening": opening([entry.indicator for entry in entries]),
        "counts": count(entry.status for entry in entries),
        "stages": [(name, list(group)) for name, group in groupby(entries, key=lambda entry: entry.stage)],
        "entries": entries,
        "by_id": {entry.indicator.id: entry for entry in entries},
    }


def _chapters(shown: Tables, about: About) -> dict[str, object]:
    """The context of the chapters after the indicators."""
    return {
        "cohorts": cohorts(shown["pathways"]),
        "deliveries": read_deliveries(shown["deliveries"]),
        "come": come_since(shown["deliveries"], about.previous_at),
        "freezes": _freezes(shown),
        "cells": _cells(shown["indicators"]),
    }


def _entry(
    indicator: Indicator,
    every: Sequence[Indicator],
    before: Indicator | None,
    initiatives: Sequence[Initiative],
    reflections: Sequence[Reflection],
    about: About,
) -> Entry:
    name, aiming = stage(indicator.definition), aiming_at(initiatives, indicator.id)
    # One axis within a stage, so that its charts can be compared.
    beside = [one for one in every if stage(one.definition) == name]
    return Entry(
        indicator,
        name,
        status_of(indicator),
        sentences(indicator),
        verdict_lines(indicator),
        plot(indicator, small=True, beside=beside),
        plot(
            indicator, beside=beside, marks=marks_of(indicator.id, aiming, marked(reflections, indicator.id))
        ),
        breakdown(indicator),
        changes(indicator, before, about),
        aiming,
        questions(indicator),
        remembered(reflections, indicator.id),
    )


def _by_id(indicators: Sequence[Indicator]) -> dict[str, Indicator]:
    return {indicator.id: indicator for indicator in indicators}


def _freezes(tables: Tables) -> list[dict[str, object]]:
    """The releases, the newest first."""
    vintages = tables.get("vintages")
    return [] if vintages is None else vintages.sort("frozen_at", descending=True).to_dicts()


def _cells(indicators: pl.DataFrame) -> Mapping[str, int]:
    """The number of cells by status."""
    return dict(indicators.group_by("status").len().iter_rows())
