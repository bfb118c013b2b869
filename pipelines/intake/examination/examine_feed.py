"""Check the rows of one feed in all sheets of a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from pipelines.intake.archive.manifest import Rows
from pipelines.intake.examination.absent_columns import absent_columns, check_absent_columns
from pipelines.intake.examination.calendar_dates import check_snapshot_dates
from pipelines.intake.examination.cell_problems import TOO_MANY_UNKNOWN, cell_problems
from pipelines.intake.examination.contradicted_constants import contradicted_constants
from pipelines.intake.examination.examined import Examined
from pipelines.intake.examination.file_name import check_file_name
from pipelines.intake.examination.file_rules import rejecting_problems
from pipelines.intake.examination.leavers import is_of_leavers, without_leavers
from pipelines.intake.examination.sheet_problems import (
    file_problems,
    reading_problems,
    refused_columns,
    sheet_problems,
    system_problems,
)
from pipelines.intake.examination.source import Source
from pipelines.intake.examination.unknown_codes import too_many_unknown, unknown_codes
from pipelines.intake.examination.unknown_indicators import unknown_indicators
from pipelines.intake.layout.data_rows import DataRows, read_data_rows
from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.layout.translation import translate
from pipelines.intake.problems.problem import Problem, file_problem
from pipelines.intake.reading.sheet import Reading
from pipelines.intake.validation.checked_rows import Checked
from pipelines.intake.validation.validate import validate
from schemas.contract import Feed


@dataclass(frozen=True)
class _Sheets:
    """The sheets of one feed with their data rows; `gone` are the sheets of those who have left."""

    source: Source
    feed: Feed
    reading: Reading
    layouts: list[Layout]
    data_rows: list[DataRows]
    gone: list[Layout]

    @property
    def pairs(self) -> list[tuple[Layout, DataRows]]:
        return list(zip(self.layouts, self.data_rows, strict=True))


def examine_feed(source: Source, feed: Feed, layouts: list[Layout], reading: Reading) -> Examined:
    """Check the rows of one feed in all its sheets, unless a file rule rejects them unread."""
    present = [layout for layout in layouts if not is_of_leavers(layout)]
    gone = [layout for layout in layouts if is_of_leavers(layout)]
    sheets = _Sheets(source, feed, reading, present, [read_data_rows(layout) for layout in present], gone)
    rejecting = list(
        rejecting_problems(feed, present, source.partner, source.received, source.limits.cells_named)
    )
    return _rejected_unread(sheets, rejecting) if rejecting else _examine_rows(sheets)


def _rejected_unread(sheets: _Sheets, rejecting: list[Problem]) -> Examined:
    """Return the result of a file whose rows are not read, with what the sheets themselves show."""
    rows = Rows(skipped=sum(_counted(rows_of_sheet) for rows_of_sheet in sheets.data_rows))
    problems = [
        *rejecting,
        *file_problems(sheets.reading),
        *(p for layout in sheets.layouts for p in reading_problems(layout, sheets.source.limits)),
        *(p for pair in sheets.pairs for p in system_problems(*pair)),
        *(p for pair in sheets.pairs for p in refused_columns(*pair)),
    ]
    return Examined(
        sheets.feed, sheets.reading.read_as, True, rows, problems=problems, layouts=sheets.layouts
    )


def _examine_rows(sheets: _Sheets) -> Examined:
    source, feed = sheets.source, sheets.feed
    every = validate(lambda: _chunks(sheets), feed, source.received, source.limits.cells_named)
    checked, left = without_leavers(every, feed)
    rows = _count_rows(sheets, every, checked)
    refused = too_many_unknown(feed, checked, source.limits.unknown_share)
    cells = list(cell_problems(checked, feed, sheets.layouts, refused))
    causes = [problem for problem in cells if problem.code == TOO_MANY_UNKNOWN]
    rejecting = [*causes, *_rejecting_problems(source, feed, checked, rows)]
    absent = absent_columns(feed, sheets.layouts, _frames(checked))
    noted = [
        *left,
        *(file_problem("leavers_sheet", layout.sheet.name) for layout in sheets.gone),
        *file_problems(sheets.reading),
        *unknown_codes(feed, checked, refused),
        *unknown_indicators(feed, checked, source.limits.cells_named),
        *contradicted_constants(feed, sheets.layouts, checked, source.partner),
        *check_absent_columns(feed, absent),
        *check_snapshot_dates(feed, _frames(checked)),
        *(problem for problem in cells if problem.code != TOO_MANY_UNKNOWN),
        *(p for pair in sheets.pairs for p in sheet_problems(*pair, checked, source.limits)),
    ]
    rows = rows.not_loaded() if rejecting else rows
    return Examined(
        feed,
        sheets.reading.read_as,
        bool(rejecting),
        rows,
        checked,
        rejecting + noted,
        sheets.layouts,
        absent,
    )


def _chunks(sheets: _Sheets) -> Iterator[pl.DataFrame]:
    return (translate(chunk, layout) for layout, rows in sheets.pairs for chunk in rows.chunks())


def _frames(checked: Checked) -> Iterator[pl.DataFrame]:
    return (kept.frame for kept in checked.rows)


def _count_rows(sheets: _Sheets, every: Checked, checked: Checked) -> Rows:
    """Count the rows: `every` row that was checked, and those that are loaded, without those who have left."""
    quarantined = every.rows.rows - every.count - every.collapsed
    left = every.count - checked.count + sum(_counted(read_data_rows(layout)) for layout in sheets.gone)
    skipped = sum(len(rows.skipped) for rows in sheets.data_rows) + left
    return Rows(checked.count, quarantined, skipped, every.collapsed)


def _rejecting_problems(source: Source, feed: Feed, checked: Checked, rows: Rows) -> Iterator[Problem]:
    """Yield problems of all rows together that reject the whole file."""
    yield from check_file_name(source.path.name, feed, _frames(checked))
    if not checked.count:
        yield file_problem("no_usable_rows" if rows.read else "no_rows")


def _counted(rows_of_sheet: DataRows) -> int:
    """Count all rows below a header row, data rows or not."""
    return sum(len(chunk) for chunk in rows_of_sheet.chunks()) + len(rows_of_sheet.skipped)
