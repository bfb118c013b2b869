"""Check references between feeds, such as participation in an initiative that must be in the register."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import polars as pl

from pipelines.intake.archive.history import History
from pipelines.intake.problems.problem import Problem, cell_problem
from pipelines.intake.validation.checked_rows import Checked
from pipelines.settings import Limits
from schemas.contract import Feed


def unknown_references(history: History, feed: Feed, checked: Checked, limits: Limits) -> Iterator[Problem]:
    """Yield a warning for each row that refers to a value in no live drop. A feed without drops has no values."""
    for column, other in feed.refers_to.items():
        known = history.values(other, column)
        rows = (
            row
            for chunk in checked.loaded_chunks()
            for row in chunk.filter(~pl.col(column).is_in(known.implode()))["sheet", "source_row"].iter_rows()
        )
        title = feed.columns[column].title
        for sheet, row in islice(rows, limits.cells_named):
            yield cell_problem("unknown_reference", title, feed, sheet=sheet or None, row=row)
