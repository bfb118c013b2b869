"""Compare a drop with earlier ones: is it new, a correction, a duplicate, or suspiciously small?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.problems.problem import Problem, file_problem
from pipelines.intake.validation.typed_rows import span
from pipelines.settings import Limits
from pipelines.text.danish import listed
from schemas.code_lists import UNKNOWN, code_list
from schemas.contract import Feed


@dataclass(frozen=True)
class LiveScope:
    """The newest version of one scope value: the drop that its rows are in, and their number by the drop that they came
    with."""

    receipt_id: str
    by_part: dict[str, int]

    @property
    def rows(self) -> int:
        """The number of all its rows."""
        return sum(self.by_part.values())


@dataclass(frozen=True)
class Content:
    """The content of a drop that is compared with earlier ones.

    Rows per scope value (a JSON list of its columns as text), the schools or institutions, first and last day.
    """

    scopes: dict[str, int]
    units: list[str]
    first: date | None
    last: date | None


def compared_columns(feed: Feed) -> list[str]:
    """Return the columns that `content_of` reads."""
    return [*feed.scope, feed.period, *([feed.unit] if feed.unit else [])]


def content_of(loaded: Iterable[pl.DataFrame], feed: Feed) -> Content:
    """Summarise the loaded rows in one pass."""
    scopes, units, days = Counter[str](), set[str](), list[tuple[date | None, date | None]]()
    for rows in loaded:
        scopes.update(scopes_of(rows, feed))
        units.update(units_of(rows, feed))
        days.append(span(rows, feed))
    began, ended = ([day for day in each if day] for each in zip(*days, strict=True))
    return Content(dict(scopes), sorted(units), min(began, default=None), max(ended, default=None))


def scopes_of(loaded: pl.DataFrame, feed: Feed) -> dict[str, int]:
    """Count rows per scope value; a scope value is a JSON list of its columns as text."""
    if not feed.scope:
        return {"[]": len(loaded)}
    counted = loaded.group_by(*feed.scope, maintain_order=True).len()
    return {scope_label(values): rows for *values, rows in counted.iter_rows()}


def scope_label(values: Iterable[object]) -> str:
    """Return a scope value as manifests have it."""
    return json.dumps([str(value) for value in values])


def units_of(loaded: pl.DataFrame, feed: Feed) -> list[str]:
    """Return the schools or institutions in a drop, without the unknown one, which cannot be missed next time."""
    return sorted(set(loaded[feed.unit].unique()) - {UNKNOWN}) if feed.unit else []


def live_scopes(earlier: Iterable[Manifest]) -> dict[str, LiveScope]:
    """Return the newest version of every scope value among live drops of one partner and feed (oldest first)."""
    return {scope: _live_scope(drop, scope, rows) for drop in earlier for scope, rows in drop.scopes.items()}


def _live_scope(drop: Manifest, scope: str, rows: int) -> LiveScope:
    kept = drop.kept[scope].rows if scope in drop.kept else {}
    return LiveScope(drop.receipt_id, {drop.receipt_id: rows} | kept)


def same_content(manifest: Manifest, feed: Feed, earlier: list[Manifest], limits: Limits) -> Manifest | None:
    """Return the live drop with the same bytes that no later drop has replaced, or None.

    A list that is sent whole each time and is identical after `repeat_days` is no duplicate: it confirms the values
    for a later day.
    """
    live = live_scopes(earlier)
    for drop in reversed(earlier):
        newest = all(drop.receipt_id in live[scope].by_part for scope in drop.scopes)
        dated = feed.period in feed.scope or _days_between(drop, manifest) <= limits.repeat_days
        if drop.sha256 == manifest.sha256 and drop.scopes and newest and dated:
            return drop
    return None


def _days_between(first: Manifest, second: Manifest) -> int:
    return abs((second.received_at - first.received_at).days)


def reasons_to_hold(
    feed: Feed, scopes: Mapping[str, int], units: list[str], earlier: list[Manifest], limits: Limits
) -> Iterator[Problem]:
    """Yield why a person should look before the drop counts: a new snapshot has shrunk, or a school or institution is
    missing."""
    live = {scope: found.rows for scope, found in live_scopes(earlier).items()}
    # Each snapshot by itself, also where one file has several: the one before may be in the same file.
    before = _rows_before(feed, live | dict(scopes)) if feed.steady else {}
    for scope, rows in scopes.items() if feed.steady else ():
        preceding = before[scope] if scope not in live else 0
        if preceding >= limits.shrink_from_rows and rows < limits.shrink_share * preceding:
            yield shrunk(rows, preceding)
    gone = set(earlier[-1].units if earlier else ()) - set(units)
    if gone:
        yield file_problem("unit_gone", names=named_units(feed, gone))


def named_units(feed: Feed, units: Iterable[str]) -> str:
    """List schools or institutions by number, with the name of each that a code list has."""
    name = feed.columns[feed.unit].code_list if feed.unit else None
    names = code_list(name).codes if name else {}
    return listed([f"{unit} ({names[unit]})" if unit in names else unit for unit in sorted(units)])


def _rows_before(feed: Feed, known: Mapping[str, int]) -> dict[str, int]:
    """Return for each snapshot the rows of the preceding one, of the same school where the feed has one; 0 where there
    is none."""
    period = feed.scope.index(feed.period)
    before, last = dict[str, int](), dict[tuple[str, ...], int]()
    for values, scope in sorted(
        ((json.loads(scope), scope) for scope in known), key=lambda of: of[0][period]
    ):
        unit = (*values[:period], *values[period + 1 :])
        before[scope], last[unit] = last.get(unit, 0), known[scope]
    return before


def shrunk(now: int, before: int) -> Problem:
    """Return the problem of a scope that has fewer rows than before."""
    return file_problem("shrunk", count=round(100 * (1 - now / before)))
