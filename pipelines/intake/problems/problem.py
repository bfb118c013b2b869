"""A problem that a receipt can name: its code, severity, message and place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipelines.intake.guides.column_guide import how_to_write
from pipelines.intake.problems.messages_da import CELLS, EMPTIED, FILES, Severity
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
    severity, sentence = (CELLS | own | (EMPTIED if emptied else {}))[code]
    if emptied and code not in EMPTIED:
        severity, sentence = "warning", sentence + " Indtil da tæller cellen som tom."
    how = how_to_write(feed, title) if "{how}" in sentence else ""
    return Problem(code, severity, sentence.format(title=title, how=how), **place)  # type: ignore[arg-type]  # row and column


def note_problem(note: Note, sheet: str | None = None) -> Problem:
    """Word a reader's note as a problem."""
    return replace(file_problem(note.code, sheet), row=note.row, column=note.column, count=note.times)


def file_problem(code: str, sheet: str | None = None, **words: str | int) -> Problem:
    """Word one problem of a whole file, sheet or column."""
    severity, sentence = FILES[code]
    return Problem(code, severity, sentence.format(**words), sheet)
