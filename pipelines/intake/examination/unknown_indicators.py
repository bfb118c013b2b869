"""Word for the sender that rows are about no indicator of ours, so that they are shown nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from pipelines.intake.layout.translation import NAMING, known_indicators
from pipelines.intake.problems.problem import Problem, file_problem
from pipelines.intake.validation.checked_rows import Checked
from schemas.contract import Feed
from schemas.kinds import Kind


def unknown_indicators(feed: Feed, checked: Checked, most: int) -> Iterator[Problem]:
    """Yield a problem for each of the first `most` rows, with their place, that name an indicator we do not have."""
    for name in (name for name in NAMING if name in feed.delivered):
        is_list = feed.columns[name].kind is Kind.LIST
        said = file_problem("unknown_indicator", title=feed.columns[name].title)
        found = (
            row
            for chunk in checked.loaded_chunks(["sheet", "source_row", name])
            for row in chunk.filter(_names_others(name, is_list)).iter_rows(named=True)
        )
        for _, row in zip(range(most), found, strict=False):
            yield replace(said, sheet=row["sheet"] or None, row=row["source_row"])


def _names_others(name: str, is_list: bool) -> pl.Expr:
    named = pl.col(name).str.split("; ") if is_list else pl.concat_list(name)
    return named.list.drop_nulls().list.set_difference(["", *sorted(known_indicators())]).list.len() > 0
