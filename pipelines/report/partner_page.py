"""A partner's own page: what it sent, how whole it was, what it is used for, its schools beside all, and what is due.

Made from published tables alone, so it holds nothing that others may not see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, product
from typing import Any

import polars as pl

from pipelines.report.about import About, Tables
from pipelines.report.delivery_overview import TAKEN
from pipelines.report.html_environment import environment
from pipelines.report.indicator_figures import SHOWN, Figure, Indicator
from pipelines.report.labels_da import feed_title, part_name, partner_name
from pipelines.report.verdicts import GAP
from schemas.partners import Expected, calendar_days, find_partner

_HORIZON = timedelta(days=400)


@dataclass(frozen=True)
class SentList:
    """What a partner sent of one feed in one year: files, rows, and how much of it could be used and came in time."""

    feed: str
    year: int
    files: int
    rows: int
    loaded: float | None
    late: int


@dataclass(frozen=True)
class OwnFigure:
    """A figure of a partner's school beside that of all; `word` says whether it stands apart, where that was tested."""

    indicator: Indicator
    school: str
    figure: Figure
    whole: Figure | None
    word: str


def partner_page(tables: Tables, indicators: Sequence[Indicator], folder: str, about: About) -> str:
    """Return the page of the partner of an inbox folder as HTML; `indicators` are read of the tables."""
    mine = tables["deliveries"].filter(partner=folder)
    return (
        environment()
        .get_template("partner.html.j2")
        .render(
            name=partner_name(folder),
            about=about,
            sent=list(sent_lists(mine)),
            waiting=[row | {"title": feed_title(row["feed"])} for row in _waiting(mine)],
            uses=list(_uses(tables, folder)),
            own=_by_school(own_figures(indicators, folder)),
            due=[(feed_title(one.feed), one) for one in due_next(mine, folder, about.day)],
        )
    )


def sent_lists(mine: pl.DataFrame) -> Iterator[SentList]:
    """Yield what was sent by feed and year, the newest year first; duplicates and files without a feed are left out."""
    came = mine.filter(pl.col("verdict").is_in([*TAKEN, "held"]), pl.col("feed").is_not_null())
    rows = came.with_columns(year=pl.col("received_at").dt.year()).sort(
        "feed", "year", descending=[False, True]
    )
    for (feed, year), group in groupby(rows.to_dicts(), key=lambda row: (row["feed"], row["year"])):
        yield _sent(feed, year, list(group))


def _sent(feed: str, year: int, group: Sequence[dict[str, Any]]) -> SentList:
    # Counts of a file of few rows are not published. A title, a sum or a note is no row of a list.
    counted = [row for row in group if row["rows_loaded"] is not None]
    loaded, quarantined = (
        sum(row[name] or 0 for row in counted) for name in ("rows_loaded", "rows_quarantined")
    )
    rows = loaded + quarantined
    late = sum((row["days_late"] or 0) > 0 for row in group)
    return SentList(feed_title(feed), year, len(group), rows, loaded / rows if rows else None, late)


def _waiting(mine: pl.DataFrame) -> list[dict[str, Any]]:
    return mine.filter(verdict="missing").sort("expected_by", "feed").to_dicts()


def _uses(tables: Tables, folder: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each list of the partner with the names of the indicators that its files are behind."""
    names = tables["indicator_definitions"].sort("definition_version").unique("indicator_id", keep="last")
    used = tables["indicator_drops"].filter(partner=folder).select("feed", "indicator_id").unique()
    rows = used.join(names.select("indicator_id", "name_da"), on="indicator_id").sort("feed", "name_da")
    for feed, group in groupby(rows.to_dicts(), key=lambda row: row["feed"]):
        yield feed_title(feed), [row["name_da"] for row in group]


def own_figures(indicators: Sequence[Indicator], folder: str) -> Iterator[OwnFigure]:
    """Yield the newest figure of each of the partner's schools in each indicator that is broken down by schools."""
    partner = find_partner(folder)
    for school, indicator in product(partner.constants.schools if partner else (), indicators):
        for figure in indicator.parts.get("school", ()):
            if figure.school == school and (figure.hidden or figure.status in SHOWN):
                verdict = indicator.verdict(GAP, f"school={school}")
                word = verdict.word if verdict and verdict.period == figure.period else ""
                whole = indicator.figure_in(figure.period)
                yield OwnFigure(indicator, part_name("school", school), figure, whole, word)


def _by_school(figures: Iterable[OwnFigure]) -> list[tuple[str, list[OwnFigure]]]:
    return [(school, list(group)) for school, group in groupby(figures, key=lambda own: own.school)]


def due_next(mine: pl.DataFrame, folder: str, today: date) -> list[Expected]:
    """Return the next delivery of each agreed list that is due from a day on and has not come, in order of the days."""
    partner = find_partner(folder)
    come = mine.filter(pl.col("verdict").is_in(TAKEN)).select("feed", "expected_by").rows()
    found: dict[str, Expected] = {}
    for feed, agreement in partner.feeds.items() if partner else ():
        for one in calendar_days(agreement.agreed, today + _HORIZON):
            is_open = one.feed == feed and one.expected_by >= today and agreement.holds(one.expected_by)
            if is_open and (feed, one.expected_by) not in come:
                known = found.get(feed)
                found[feed] = one if known is None or one.expected_by < known.expected_by else known
    return sorted(found.values(), key=lambda one: (one.expected_by, one.feed))
