"""Problems of a file and its sheets other than their cells: what was not read, and how the rest was read."""

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
from pipelines.intake.validation.checked_rows import Checked
from pipelines.settings import Limits
from pipelines.text.danish import listed
from schemas.folding import fold

# The least similarity of a header that is suggested in place of another.
_ALIKE = 0.75
# Columns of a sheet that are compared with the missing ones; who has more of them has sent another list.
_GUESSED = 30
_LONGEST = 100


def file_problems(reading: Reading) -> list[Problem]:
    """Return the problems of hidden sheets with data, and the reader's notes on the file as a whole."""
    hidden = [sheet.name for sheet in reading.sheets if sheet.hidden and sheet.has_data]
    return [file_problem("hidden_sheet", name) for name in hidden] + [note_problem(x) for x in reading.notes]


def reading_problems(layout: Layout, limits: Limits) -> Iterator[Problem]:
    """Yield the reader's notes on one sheet."""
    for note in layout.sheet.notes[: limits.cells_named]:
        yield note_problem(note, layout.sheet.name or None)


def sheet_problems(
    layout: Layout, data_rows: DataRows, checked: Checked, limits: Limits
) -> Iterator[Problem]:
    """Yield the problems of columns that are not agreed, non-data rows, lost letters, totals, and constants in
    titles."""
    sheet = layout.sheet.name or None
    yield from system_problems(layout, data_rows)
    yield from refused_columns(layout, data_rows)
    said = {*layout.refused, *layout.kept, *layout.needless}
    others = [place for place in layout.others if place not in said and data_rows.fills(place)]
    for number, place in enumerate(others):
        guess = _guess(layout, place) if number < _GUESSED else ""
        yield file_problem("column_not_agreed", sheet, place=_named(layout, place), guess=guess)
    if data_rows.cut_off:
        yield file_problem("cut_off", sheet)
    yield from skipped_problems(layout.feed, layout.sheet.name, data_rows.skipped, limits)
    yield from reading_problems(layout, limits)
    yield from check_letters(layout, checked)
    yield from check_totals(layout, data_rows.skipped, checked)
    for name, constant in layout.constants.items():
        given = file_problem(constant.origin, sheet, name=layout.feed.columns[name].title, text=constant.text)
        yield replace(given, count=data_rows.rows)


def system_problems(layout: Layout, data_rows: DataRows) -> Iterator[Problem]:
    """Yield which export of which system a sheet was read as, and the columns of it that nobody uses."""
    sheet = layout.sheet.name or None
    if profile := layout.profile:
        yield file_problem("read_as_system", sheet, export=profile.export, system=profile.system)
    if layout.also:
        yield file_problem("also_fits", sheet, name=layout.feed.title, names=listed(list(layout.also)))
    if filled := [letters(place) for place in sorted(layout.needless) if data_rows.fills(place)]:
        yield file_problem("columns_needless", sheet, names=listed(filled))


def refused_columns(layout: Layout, data_rows: DataRows) -> Iterator[Problem]:
    """Yield the columns that look like agreed ones and are not, and what was kept of the rows, each with the reason."""
    sheet = layout.sheet.name or None
    for place, why in layout.refused.items():
        if data_rows.fills(place):
            code = "column_refused_of_system" if layout.profile else "column_refused"
            yield file_problem(code, sheet, place=_named(layout, place), why=why)
    for kept in layout.kept.values():
        yield file_problem("rows_kept", sheet, why=kept.why)


def _named(layout: Layout, place: int) -> str:
    """Return a column's letters and, where it cannot hold personal data, its header."""
    return letters(place) + safe_header(layout.heading(place))


def _guess(layout: Layout, place: int) -> str:
    """Suggest the missing column that may have been meant."""
    columns = layout.feed.delivered
    lacking = {h: name for name in columns if name not in layout.present for h in columns[name].headers(name)}
    name = most_alike([fold(layout.heading(place)[:_LONGEST])], lacking, _ALIKE)
    return f" Er det {columns[name].title}? Så ret overskriften." if name else ""


def safe_header(header: str) -> str:
    """Return a header that is not agreed, in brackets, where it cannot hold personal data; else nothing."""
    words = " ".join(header.split())
    harmless = 0 < len(words) <= 40 and words.isprintable() and not re.search(r"[\d@]", words)
    return f" ({words})" if harmless else ""
