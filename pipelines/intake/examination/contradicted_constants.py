"""Word for the sender that the file has another school, club or year than the one agreed."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.problems.problem import Problem, file_problem
from pipelines.intake.validation.checked_rows import Checked
from pipelines.intake.values.parse_columns import parse_column
from schemas.code_lists import UNKNOWN
from schemas.contract import Feed
from schemas.folding import fold
from schemas.partners import Partner


def contradicted_constants(
    feed: Feed, layouts: list[Layout], checked: Checked, partner: Partner
) -> Iterator[Problem]:
    """Yield a problem for each of the partner's constants that no loaded row has; the file goes before it.

    A college may have several numbers, so that another one is only mentioned.
    """
    for name, text in partner.constants.of_feed(feed.name).items():
        if any(name in layout.columns for layout in layouts):
            agreed = parse_column(pl.Series([text]), feed.columns[name]).values[0]
            sent = {value for rows in checked.loaded_chunks([name]) for value in rows[name].unique()}
            values = {fold(str(value)) for value in sent - {None, UNKNOWN}}
            if values and fold(str(agreed)) not in values:
                code = "other_number" if name == "institution_no" else "constant_contradicted"
                yield file_problem(code, name=feed.columns[name].title, text=text)
