"""What is to be said of a file and its sheets beside their cells: what was not read, and how the rest was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipelines.intake.examination.cell_problems import skipped_problems
from pipelines.intake.examination.control_totals import check_totals
from pipelines.intake.examination.lost_letters import check_letters
from pipelines.intake.layout.data_rows import DataRows
from pipelines.intake.layout.header_rows import most_alike
from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.problems.problem import Problem, file_problem, note_problem
from pipelines.intake.reading.sheet import Reading, letters
from pipelines.intake.validation.result import Checked
from pipelines.settings import Limits
from schemas.folding import fold

# How much of a header must be the same before it is worth asking about.
_ALIKE = 0.75


def file_remarks(reading: Reading) -> list[Problem]:
    """Hidden sheets with data, and what the reader has to say of the file as a whole."""
    hidden = [sheet.name for sheet in reading.sheets if sheet.hidden and sheet.has_data]
    return [file_problem("hidden_sheet", name) for name in hidden] + [note_problem(x) for x in reading.notes]


def reading_remarks(layout: Layout, limits: Limits) -> Iterator[Problem]:
    """What the reader has to say of one sheet."""
    for note in layout.sheet.notes[: limits.cells_named]:
        yield note_problem(note, layout.sheet.name or None)


def sheet_remarks(layout: Layout, body: DataRows, checked: Checked, limits: Limits) -> Iterator[Problem]:
    """Columns that are not agreed, rows that are no data, lost letters, totals, and what a title told."""
    sheet = layout.sheet.name or None
    for place in layout.others:
        if body.fills(place):
            named = letters(place) + safe_header(layout.heading(place))
            yield file_problem("column_not_agreed", sheet, place=named, guess=_guess(layout, place))
    yield from skipped_problems(layout.feed, layout.sheet.name, body.skipped, limits)
    yield from reading_remarks(layout, limits)
    yield from check_letters(layout, checked)
    yield from check_totals(layout, body.skipped, checked)
    for name in layout.told:
        code = "period_from_title" if name == layout.feed.period else "unit_from_title"
        told = file_problem(code, sheet, name=layout.feed.columns[name].title)
        yield replace(told, count=body.rows)


def _guess(layout: Layout, place: int) -> str:
    """The column that may have been meant, of those the sheet lacks."""
    columns = layout.feed.delivered
    lacking = {h: name for name in columns if name not in layout.present for h in columns[name].headers(name)}
    name = most_alike([fold(layout.heading(place))], lacking, _ALIKE)
    return f" Er det {columns[name].title}? Så ret overskriften." if name else ""


def safe_header(header: str) -> str:
    """A header that is not agreed, in brackets, where it can hardly be anything but a header; else nothing."""
    words = " ".join(header.split())
    harmless = 0 < len(words) <= 40 and words.isprintable() and not re.search(r"[\d@]", words)
    return f" ({words})" if harmless else ""
