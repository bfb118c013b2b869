"""The steering group's page: one sheet of A4 with what has moved, what is new since the last meeting, and questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.pages.shown_tables import shown_tables
from pipelines.publication.release.read_tables import PublicationTables, read_publication
from pipelines.publication.report_files import newest_freeze
from pipelines.report import About
from pipelines.report.changes_since_freeze import changes, has_changed, summary
from pipelines.report.delivery_overview import come_since
from pipelines.report.discussion_questions import GENERAL, questions
from pipelines.report.indicator_figures import Indicator
from pipelines.report.opening_da import Line, Opening, opening
from pipelines.report.read_indicators import read_indicators, without_hidden
from pipelines.settings import Settings

# As many as there is room for on one sheet.
MOST_CHANGES, MOST_QUESTIONS = 5, 3


@dataclass(frozen=True)
class Steering:
    """The sheet. `changed` are the first changes of indicators since the last freeze, `more` the number of others."""

    opening: Opening
    since: str
    changed: list[Line]
    more: int
    asked: list[Line]


def steering(settings: Settings, publication: PublicationTables) -> Steering:
    """Return the sheet of the current publication, compared with the newest release that it knows."""
    tables = shown_tables(publication)
    today = publication.published_at.date()
    now = read_indicators(tables, today)
    label, at = newest_freeze(tables)
    before = read_publication(settings, label).tables if label else None
    earlier = {one.id: one for one in read_indicators(without_hidden(before), today)} if before else {}
    about = About("", publication.published_at, None, label, at)
    shown = opening(now)
    new = list(_changed(now, earlier, about)) if label else []
    pairs = [(one, earlier.get(one.id)) for one in now]
    since = " ".join(filter(None, [summary(pairs, about), come_since(tables["deliveries"], at)]))
    return Steering(shown, since, new[:MOST_CHANGES], len(new[MOST_CHANGES:]), _asked(shown, now))


def _changed(now: Sequence[Indicator], earlier: Mapping[str, Indicator], about: About) -> Iterator[Line]:
    """The first change of each indicator that has one."""
    for indicator in now:
        if has_changed(indicator, earlier.get(indicator.id)):
            yield Line(indicator, changes(indicator, earlier.get(indicator.id), about)[0])


def _asked(shown: Opening, now: Sequence[Indicator]) -> list[Line]:
    """The first question of the indicators that are named, and then of the others."""
    named = [line.indicator for line in (*shown.moved, *shown.apart, *shown.behind)]
    ordered = dict.fromkeys([*(one.id for one in named), *(one.id for one in now if one.latest)])
    by_id = {one.id: one for one in now}
    asked = [Line(by_id[name], questions(by_id[name])[0]) for name in ordered]
    return [line for line in asked if line.said != GENERAL][:MOST_QUESTIONS]
