"""Danish letters that were lost before the file came: a question mark stands where æ, ø or å should."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from pipelines.intake.problems import Problem, file_problem
from pipelines.intake.reading.sheet import letters
from pipelines.intake.recognise import Layout

# Within a word, or at its beginning before a small letter. Polars' expressions know no look-around.
_LOST = r"\x{FFFD}|\pL\?+\pL|(?:^|\s)\?+\p{Ll}{2}"
_LOST_IN_HEADER = re.compile(r"\ufffd|\w\?+\w|^\?+\w")


def check_letters(layout: Layout, text: pl.DataFrame) -> Iterator[Problem]:
    """Yield a warning for each agreed column with lost letters; other columns are not ours to judge."""
    for name, place in layout.columns.items():
        cells = text[name].str.contains(_LOST).sum()
        named = _LOST_IN_HEADER.search(layout.heading(place)) is not None
        if cells or named:
            problem = file_problem("letters_lost", layout.sheet.name or None)
            yield replace(problem, column=letters(place), count=int(cells) + named)
