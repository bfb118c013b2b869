"""Optional columns that a list lacks altogether, and what cannot be computed without them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import polars as pl

from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.problems.problem import Problem, file_problem
from schemas.code_lists import code_list
from schemas.contract import Feed, Needed


def absent_columns(feed: Feed, layouts: Iterable[Layout], rows: Iterable[pl.DataFrame]) -> list[str]:
    """Return the optional columns that figures need, and that neither a sheet has nor the agreement says.

    `rows` are typed, in chunks.
    """
    sent = {name for layout in layouts for name in (*layout.columns, *layout.constants)}
    absent = {name: needed for name, needed in feed.figures_need.items() if name not in sent}
    if not absent:
        return []
    chunks = list(rows)
    return [name for name, needed in absent.items() if _is_needed(feed, needed, chunks)]


def _is_needed(feed: Feed, needed: Needed, rows: Iterable[pl.DataFrame]) -> bool:
    if needed.among is None:
        return True
    column, group = needed.among
    codes = code_list(feed.columns[column].code_list or "").in_group(group)
    return any(chunk[column].is_in(codes).any() for chunk in rows)


def check_absent_columns(feed: Feed, absent: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each absent column: what cannot be computed without it."""
    for name in absent:
        needed = feed.figures_need[name]
        code = "column_absent" if needed.warns else "column_not_sent"
        yield file_problem(code, name=feed.columns[name].title, figures=needed.figures)
