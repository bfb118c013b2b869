"""Detect Danish letters lost before the file was sent: a question mark in place of æ, ø or å."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.problems.problem import Problem, file_problem
from pipelines.intake.reading.sheet import letters
from pipelines.intake.validation.checked_rows import Checked

_LOST_IN_HEADER = re.compile(r"\ufffd|\w\?+\w|^\?+\w")


def check_letters(layout: Layout, checked: Checked) -> Iterator[Problem]:
    """Yield a warning for each agreed column with lost letters."""
    for name, place in layout.columns.items():
        cells = checked.lost.get((layout.sheet.name, name), 0)
        named = _LOST_IN_HEADER.search(layout.heading(place)) is not None
        if cells or named:
            problem = file_problem("letters_lost", layout.sheet.name or None)
            yield replace(problem, column=letters(place), count=cells + named)
