"""Leave out persons who had left before the day or year that a list of those enrolled is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.problems.problem import Problem, file_problem
from pipelines.intake.validation.checked_rows import Checked
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
_NONE = pl.DataFrame(
    schema={"index": pl.UInt32, "sheet": pl.String, "source_row": pl.Int64, "before": pl.Boolean}
)


def is_of_leavers(layout: Layout) -> bool:
    """Say whether a sheet's name says that it lists those who have left."""
    return layout.feed.left is not None and any(word in _LEFT for word in fold(layout.sheet.name).split())


def without_leavers(checked: Checked, feed: Feed) -> tuple[Checked, list[Problem]]:
    """Return the rows without those who had left before the row's year began, and the problems of each sheet.

    Who left later, but before the day of the list, is counted: schools keep the day beside those of the year. The
    sender is told.
    """
    if feed.left is None:
        return checked, []
    found = pl.concat([_NONE, *_leavers(checked, feed, feed.left)], how="diagonal_relaxed")
    problems = [
        _problem("leavers" if before else "leavers_counted", sheet, rows)
        for sheet, before, rows in found.group_by("sheet", "before", maintain_order=True)
        .agg("source_row")
        .iter_rows()
    ]
    gone = found.filter("before")["index"]
    return checked.leaving_out(gone) if len(gone) else checked, problems


def _leavers(checked: Checked, feed: Feed, left: str) -> Iterator[pl.DataFrame]:
    first_day, _ = covers(feed)
    year = pl.date((first_day.dt.offset_by("-7mo")).dt.year(), 8, 1) if feed.steady else first_day
    for rows in checked.loaded_chunks(["sheet", "source_row", feed.period, left]):
        gone = rows.filter(pl.col(left) < first_day)
        yield gone.select("index", "sheet", "source_row", (pl.col(left) < year).alias("before"))


def _problem(code: str, sheet: str, rows: list[int]) -> Problem:
    more = [f"{len(rows) - _NAMED} til"] if len(rows) > _NAMED else []
    shown = "række " + listed([*map(str, rows[:_NAMED]), *more])
    return replace(file_problem(code, sheet or None, rows=shown), count=len(rows))
