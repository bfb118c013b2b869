"""Does a drop speak of what another feed knows? (Participation in an initiative that the register has.)"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import polars as pl

from pipelines.intake.archive.history import History
from pipelines.intake.problems.problem import Problem, cell_problem
from pipelines.intake.validation.result import Checked
from pipelines.settings import Limits
from schemas.contract import Feed


def unknown_references(history: History, feed: Feed, checked: Checked, limits: Limits) -> Iterator[Problem]:
    """A warning for each row that refers to something no live drop has; a feed not delivered yet knows nothing."""
    for column, other in feed.refers_to.items():
        known = history.values(other, column)
        rows = (
            row
            for piece in checked.loaded_chunks()
            for row in piece.filter(~pl.col(column).is_in(known.implode()))["sheet", "source_row"].iter_rows()
        )
        title = feed.columns[column].title
        for sheet, row in islice(rows, limits.cells_named):
            yield cell_problem("unknown_reference", title, feed, sheet=sheet or None, row=row)
