"""A problem that a receipt can name: its code, severity, message and place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipelines.intake.guides.column_guide import how_to_write
from pipelines.intake.problems.cell_messages_da import CELLS, Severity
from pipelines.intake.problems.file_messages_da import FILES
from pipelines.intake.problems.sheet_messages_da import SHEETS
from pipelines.intake.reading.sheet import Note
from schemas.contract import Feed


@dataclass(frozen=True)
class Problem:
    """One problem of a drop. `sheet`, `row` and `column` are its place as the sender sees it; never a cell value."""

    code: str
    severity: Severity
    message_da: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    count: int = 1


def cell_problem(
    code: str, title: str, feed: Feed, emptied: bool = False, **place: str | int | None
) -> Problem:
    """Word one problem of a cell or row; `emptied` where only the cell, not its row, is left out."""
    own: dict[str, tuple[Severity, str]] = {
        **{name: ("error", sentence) for name, sentence in feed.messages.items()},
        **{name: ("warning", sentence) for name, sentence in feed.warnings.items()},
    }
    severity, sentence = (CELLS | own)[code]
    if emptied:
        severity, sentence = "warning", sentence + " Indtil da tæller cellen som tom."
    how = how_to_write(feed, title) if "{how}" in sentence else ""
    return Problem(code, severity, sentence.format(title=title, how=how), **place)  # type: ignore[arg-type]  # row and column


def bounded(problems: Iterable[Problem], most: int) -> list[Problem]:
    """Return the first `most` problems of each code, and one in place of the rest with their count."""
    kept, seen, rest = list[Problem](), Counter[str](), dict[str, Problem]()
    for problem in problems:
        seen[problem.code] += 1
        if seen[problem.code] <= most:
            kept.append(problem)
        else:
            before = rest.get(problem.code, replace(problem, row=None, count=0))
            rest[problem.code] = replace(before, count=before.count + problem.count)
    return [*kept, *rest.values()]


def note_problem(note: Note, sheet: str | None = None) -> Problem:
    """Word a reader's note as a problem."""
    return replace(file_problem(note.code, sheet), row=note.row, column=note.column, count=note.times)


def file_problem(code: str, sheet: str | None = None, **words: str | int) -> Problem:
    """Word one problem of a whole file, sheet or column."""
    severity, sentence = (FILES | SHEETS)[code]
    return Problem(code, severity, sentence.format(**words), sheet)
