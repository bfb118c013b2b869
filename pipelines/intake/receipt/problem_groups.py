"""Group problems of one kind: what is wrong, what to write, and in which cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from pipelines.intake.problems.problem import Problem
from pipelines.text.danish import listed

_PLACES_SHOWN = 24
_LINES_SHOWN = 12
_ORDER = {"error": 0, "warning": 1, "info": 2}
# A full stop before a capital letter ends a sentence; those in 1.234 and 9.-klasse do not.
_SENTENCE = re.compile(r"(?<=[.?!]) (?=[A-ZÆØÅ])")


@dataclass(frozen=True)
class ProblemGroup:
    """One paragraph of the receipt.

    `what` says what is wrong, `remedy` what to write; `places` are cells and rows as the sender sees them, with the
    sheet where there are several. `first` is the problem that an excerpt is shown of.
    """

    severity: str
    what: str
    remedy: list[str]
    places: list[str]
    more: int
    count: int
    first: Problem | None = None


def group_problems(problems: Iterable[Problem]) -> list[ProblemGroup]:
    """Group problems of the same kind, the most important first, otherwise in the order they were found."""
    every = list(problems)
    of_cells = {problem.code for problem in every if problem.row or problem.column}
    kinds: dict[tuple[int, str, str], list[Problem]] = {}
    for problem in every:
        # Problems of whole columns or files form one paragraph per code.
        wording = problem.message_da if problem.code in of_cells else ""
        kinds.setdefault((_ORDER[problem.severity], problem.code, wording), []).append(problem)
    return [_group(same) for _, same in sorted(kinds.items(), key=lambda kind: kind[0][0])]


def _group(same: list[Problem]) -> ProblemGroup:
    sentences = list(dict.fromkeys(problem.message_da for problem in same))
    what, *remedy = _SENTENCE.split(sentences[0])
    remedy += sentences[1:_LINES_SHOWN]
    places = list(_places(same))
    count = sum(problem.count for problem in same)
    shown = sum(size for _, size in places[:_PLACES_SHOWN])
    return ProblemGroup(
        severity=same[0].severity,
        what=what,
        remedy=remedy,
        places=[name for name, _ in places[:_PLACES_SHOWN]],
        more=count - shown if places and any(problem.row for problem in same) else 0,
        count=count,
        first=next((problem for problem in same if problem.row), None),
    )


def _places(same: list[Problem]) -> Iterator[tuple[str, int]]:
    """Yield the places of a group, adjacent cells of a column joined, each with its number of problems."""
    placed = [problem for problem in same if problem.row]
    several = len({problem.sheet for problem in placed}) > 1
    by_column = groupby(placed, key=lambda problem: (problem.sheet, problem.column))
    for (sheet, column), problems in by_column:
        where = f"{sheet}: " if sheet and several else ""
        for first, last in _runs(problem.row or 0 for problem in problems):
            yield where + _span(column, first, last), last - first + 1
    if placed:
        return
    if columns := sorted({problem.column for problem in same if problem.column}):
        yield f"kolonne {listed(columns)}", 0
    for sheet in dict.fromkeys(problem.sheet for problem in same if problem.sheet):
        yield f"fanen {sheet}", 0


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield consecutive numbers as (first, last)."""
    ordered = sorted(set(numbers))
    for _, run in groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0]):
        members = [value for _, value in run]
        yield members[0], members[-1]


def _span(column: str | None, first: int, last: int) -> str:
    if column is None:
        return f"række {first}" if first == last else f"række {first}–{last}"
    return f"{column}{first}" if first == last else f"{column}{first}–{column}{last}"
