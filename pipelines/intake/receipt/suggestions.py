"""Suggest the choice that a sender may have meant by the text of a cell."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from pipelines.intake.guides.column_guide import fields_of
from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.problems.problem import Problem
from pipelines.intake.reading.sheet import place_of
from schemas.folding import fold

# The least similarity of a choice that is suggested, from 0 to 1, and how near the best others may be.
_ALIKE, _AS_GOOD = 0.6, 0.05
_MOST = 3
# Comparing takes time by the square of the length; no choice is longer.
_LONGEST = 80


def suggestion(problem: Problem, layout: Layout | None) -> str:
    """Return a question such as `Mente I Østskolen?`; nothing where no choice of the column is like the cell's text."""
    if layout is None or not problem.row or not problem.column:
        return ""
    place, cells = place_of(problem.column), layout.sheet.rows[problem.row - 1]
    meant = nearest(cells[place], _choices(layout, place)) if place < len(cells) else []
    return f"Mente I {' eller '.join(meant)}?" if meant else ""


def nearest(text: str, choices: Iterable[str]) -> list[str]:
    """Return the choices most like a text, the best first; none where many are, or where it has a digit.

    A number that is near another one (118 and 110) is seldom a misspelling of it.
    """
    wanted = fold(text)
    if not wanted or len(wanted) > _LONGEST or any(map(str.isdigit, text)):
        return []
    scores = {choice: _likeness(wanted, fold(choice)) for choice in choices}
    best = max(scores.values(), default=0.0)
    near = [choice for choice, score in scores.items() if score >= max(_ALIKE, best - _AS_GOOD)]
    return sorted(near, key=lambda choice: -scores[choice]) if len(near) <= _MOST else []


def _likeness(wanted: str, choice: str) -> float:
    begins = len(wanted) > 2 and choice.startswith(wanted)
    return 1.0 if begins else SequenceMatcher(None, wanted, choice).ratio()


def _choices(layout: Layout, place: int) -> list[str]:
    titles = {layout.feed.columns[name].title for name, at in layout.columns.items() if at == place}
    return [choice for field in fields_of(layout.feed) if field.title in titles for choice in field.choices]
