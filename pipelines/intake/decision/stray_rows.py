"""Set aside the rows of a scope that would lose nearly all its rows to a drop that is mainly about others."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

import polars as pl

from pipelines.intake.decision.versions import scopes_of
from pipelines.intake.examination.examined import Examined
from pipelines.intake.problems.problem import Problem, cell_problem
from pipelines.intake.validation.cross_row import NONE
from schemas.contract import Feed


def set_aside(part: Examined, scopes: Collection[str], most: int) -> Examined:
    """Return the part with the rows of some scopes quarantined, the first `most` named to the sender."""
    if not scopes or part.feed is None or part.checked is None:
        return part
    strays = pl.concat([NONE.to_frame(), *_strays(part, part.feed, scopes)], how="diagonal")
    rows = replace(
        part.rows, loaded=part.rows.loaded - len(strays), quarantined=part.rows.quarantined + len(strays)
    )
    problems = [*_problems(part.feed, strays, most), *part.problems]
    return replace(part, checked=replace(part.checked, stray=strays["index"]), rows=rows, problems=problems)


def _strays(part: Examined, feed: Feed, scopes: Collection[str]) -> Iterator[pl.DataFrame]:
    assert part.checked is not None
    strays = set(scopes)
    for chunk in part.checked.loaded_chunks(["sheet", "source_row", *feed.scope]):
        for rows in chunk.partition_by(feed.scope) if feed.scope else ():
            if not strays.isdisjoint(scopes_of(rows, feed)):
                yield rows.select("index", "sheet", "source_row")


def _problems(feed: Feed, strays: pl.DataFrame, most: int) -> Iterator[Problem]:
    title = feed.columns[feed.period].title
    for sheet, row in strays.head(most).select("sheet", "source_row").iter_rows():
        yield cell_problem("stray_scope", title, feed, sheet=sheet or None, row=row)
    if (rest := len(strays) - most) > 0:
        yield cell_problem("stray_scope", title, feed, count=rest)
