"""Leave out persons who had left before the day or year that a list of those enrolled is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.problems.problem import Problem, file_problem
from pipelines.intake.validation.cross_row import NONE
from pipelines.intake.validation.result import Checked
from pipelines.intake.validation.typed_rows import covers
from pipelines.text.danish import listed
from schemas.contract import Feed
from schemas.folding import fold

_LEFT = (
    "udmeldt",
    "udmeldte",
    "udskrevne",
    "fraflyttede",
    "tidligere",
    "ophoert",
    "ophoerte",
    "stoppet",
    "stoppede",
)
_NAMED = 10


def is_of_leavers(layout: Layout) -> bool:
    """Say whether a sheet's name says that it lists those who have left."""
    return layout.feed.left is not None and any(word in _LEFT for word in fold(layout.sheet.name).split())


def without_leavers(checked: Checked, feed: Feed) -> tuple[Checked, list[Problem]]:
    """Return the rows without those who had left before the row's day or year, and a problem for each sheet."""
    if feed.left is None:
        return checked, []
    found = pl.concat([NONE.to_frame(), *_leavers(checked, feed, feed.left)], how="diagonal")
    if found.is_empty():
        return checked, []
    by_sheet = found.group_by("sheet", maintain_order=True).agg("source_row")
    problems = [_problem(sheet, rows) for sheet, rows in by_sheet.iter_rows()]
    return checked.leaving_out(found["index"]), problems


def _leavers(checked: Checked, feed: Feed, left: str) -> Iterator[pl.DataFrame]:
    first_day, _ = covers(feed)
    for rows in checked.loaded_chunks(["sheet", "source_row", feed.period, left]):
        yield rows.filter(pl.col(left) < first_day).select("index", "sheet", "source_row")


def _problem(sheet: str, rows: list[int]) -> Problem:
    more = [f"{len(rows) - _NAMED} til"] if len(rows) > _NAMED else []
    shown = "række " + listed([*map(str, rows[:_NAMED]), *more])
    return replace(file_problem("leavers", sheet or None, rows=shown), count=len(rows))
