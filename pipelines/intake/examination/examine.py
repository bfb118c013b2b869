"""Examine a file by itself: read it, recognise its feeds, and check its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from pipelines.intake.archive.manifest import Rows
from pipelines.intake.examination.absent_columns import absent_columns, check_absent_columns
from pipelines.intake.examination.calendar_dates import check_snapshot_dates
from pipelines.intake.examination.cell_problems import TOO_MANY_UNKNOWN, cell_problems
from pipelines.intake.examination.contradicted_constants import contradicted_constants
from pipelines.intake.examination.examined import Examined
from pipelines.intake.examination.file_name import check_file_name
from pipelines.intake.examination.file_rules import rejecting_problems
from pipelines.intake.examination.leavers import is_of_leavers, without_leavers
from pipelines.intake.examination.reshaped_tables import reshaped
from pipelines.intake.examination.sheet_problems import (
    file_problems,
    reading_problems,
    refused_columns,
    sheet_problems,
    system_problems,
)
from pipelines.intake.examination.unknown_codes import too_many_unknown, unknown_codes
from pipelines.intake.examination.unknown_indicators import unknown_indicators
from pipelines.intake.examination.unrecognised import unrecognised
from pipelines.intake.layout.constants import Sending
from pipelines.intake.layout.data_rows import DataRows, read_data_rows
from pipelines.intake.layout.recognise import headers_of, recognise
from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.layout.system_profile import with_header
from pipelines.intake.layout.translation import translate
from pipelines.intake.learned.answers import Answer, with_answers
from pipelines.intake.problems.problem import Problem, bounded, file_problem
from pipelines.intake.reading.read_subprocess import read_in_subprocess
from pipelines.intake.reading.regular_block import Irregular
from pipelines.intake.reading.regular_text import open_regular
from pipelines.intake.reading.sheet import Reading, Sheet, Unreadable
from pipelines.intake.validation.result import Checked
from pipelines.intake.validation.validate import validate
from pipelines.intake.work_budget import TooMuchWork, work_budget
from pipelines.settings import Limits
from schemas.contract import Feed, Kind
from schemas.feeds import all_feeds
from schemas.partners import Partner, find_partner

# Problems of one code in a receipt: those of many sheets and columns together. The rest are counted.
_MOST_OF_A_CODE = 10_000


@dataclass(frozen=True)
class _Source:
    """The file and its context, which every step of the examination needs."""

    partner: Partner
    path: Path
    sending: Sending
    limits: Limits

    @property
    def received(self) -> date:
        """The day the file was received."""
        return self.sending.received

    def recognise(self, sheet: Sheet) -> Layout | None:
        """Recognise one sheet."""
        return recognise(sheet, all_feeds(), self.partner, self.limits, self.sending)

    @cached_property
    def headers(self) -> set[str]:
        """Every folded header that this partner may use."""
        return {header for feed in all_feeds().values() for header in headers_of(feed, self.partner)}


def examine(
    path: Path, partner_folder: str, received: date, limits: Limits, given: Iterable[Answer] = ()
) -> list[Examined]:
    """Read a partner's file and check its rows; return one result per feed in it, or one without a feed.

    `given` are the secretariat's answers on partners' own headers and codes.
    """
    partner = find_partner(partner_folder)
    if partner is None:
        return [_rejected("unknown_partner")]
    return examine_as(with_answers(partner, partner_folder, given), path, received, limits, partner_folder)


def examine_as(
    partner: Partner, path: Path, received: date, limits: Limits, folder: str = ""
) -> list[Examined]:
    """Examine a file as one from `partner` that lay in `folder`."""
    source = _Source(partner, path, Sending(folder, path.name, received), limits)
    try:
        with work_budget(limits.work_of(path.stat().st_size)):
            try:
                parts = _examine_blocks(source)
            except Irregular:
                parts = _examine_cells(source)
            return [replace(part, problems=bounded(part.problems, _MOST_OF_A_CODE)) for part in parts]
    except Unreadable as problem:
        return [_rejected(problem.code)]
    except TooMuchWork:
        return [_rejected("too_slow")]


def _rejected(code: str) -> Examined:
    return Examined(None, "", True, problems=[file_problem(code)])


def _examine_blocks(source: _Source) -> list[Examined]:
    """Read a regular text file block by block. Raises Irregular where it must be read cell by cell, and Unreadable."""
    text = open_regular(source.path, source.headers, source.limits)
    layout = source.recognise(Sheet("", text.head))
    head = Reading([Sheet("", text.head)], text.read_as)
    if layout is None or not layout.is_regular or reshaped(head, source.partner, source.received).tables:
        raise Irregular
    text.person = next(
        at for name, at in layout.columns.items() if layout.feed.columns[name].kind is Kind.CPR
    )
    sheet = Sheet("", text)
    reading = Reading([sheet], text.read_as)
    return [_examine_feed(source, layout.feed, [replace(layout, sheet=sheet)], reading)]


def _examine_cells(source: _Source) -> list[Examined]:
    """Read any file cell by cell, in a subprocess."""
    reading = read_in_subprocess(source.path, source.headers, source.limits)
    tables = reshaped(reading, source.partner, source.received)
    layouts = _layouts(source, tables.in_place(reading))
    if not layouts and tables.said:
        return [tables.alone(reading, file_problems(reading))]
    if not layouts:
        rejecting = [unrecognised(reading, source.partner, source.limits), *file_problems(reading)]
        return [Examined(None, reading.read_as, True, problems=rejecting)]
    feeds = {layout.feed.name: layout.feed for layout in layouts}.values()
    parts = [
        _examine_feed(source, feed, [layout for layout in layouts if layout.feed is feed], reading)
        for feed in feeds
    ]
    return [tables.with_said(part) for part in parts]


def _layouts(source: _Source, reading: Reading) -> list[Layout]:
    """Return the recognised visible sheets; others are ignored."""
    visible = [with_header(sheet) for sheet in reading.sheets if not sheet.hidden]
    found = map(source.recognise, visible)
    return [layout for layout in found if layout]


def _examine_feed(source: _Source, feed: Feed, layouts: list[Layout], reading: Reading) -> Examined:
    """Check the rows of one feed in all its sheets, unless a file rule rejects them unread."""
    gone, layouts = [x for x in layouts if is_of_leavers(x)], [x for x in layouts if not is_of_leavers(x)]
    data_rows = [read_data_rows(layout) for layout in layouts]
    limits = source.limits
    rejecting = list(rejecting_problems(feed, layouts, source.partner, source.received, limits.cells_named))
    if rejecting:
        rows = Rows(skipped=sum(_counted(rows_of_sheet) for rows_of_sheet in data_rows))
        rejecting += [
            *file_problems(reading),
            *(p for layout in layouts for p in reading_problems(layout, limits)),
            *(p for x, b in zip(layouts, data_rows, strict=True) for p in system_problems(x, b)),
            *(p for x, b in zip(layouts, data_rows, strict=True) for p in refused_columns(x, b)),
        ]
        return Examined(feed, reading.read_as, True, rows, problems=rejecting, layouts=layouts)
    checked = validate(
        lambda: (
            translate(chunk, x) for x, b in zip(layouts, data_rows, strict=True) for chunk in b.chunks()
        ),
        feed,
        source.received,
        limits.cells_named,
    )
    rows = _count_rows(data_rows, checked)
    checked, left = without_leavers(checked, feed)
    on_own_sheets = sum(_counted(read_data_rows(layout)) for layout in gone)
    skipped = rows.skipped + rows.loaded - checked.count + on_own_sheets
    rows = replace(rows, loaded=checked.count, skipped=skipped)
    refused = too_many_unknown(feed, checked, limits.unknown_share)
    cells = list(cell_problems(checked, feed, layouts, refused))
    causes = [problem for problem in cells if problem.code == TOO_MANY_UNKNOWN]
    rejecting = [*causes, *_rejecting_problems(source, feed, checked, rows)]
    absent = absent_columns(feed, layouts, (kept.frame for kept in checked.rows))
    problems = [
        *left,
        *(file_problem("leavers_sheet", layout.sheet.name) for layout in gone),
        *file_problems(reading),
        *unknown_codes(feed, checked, refused),
        *unknown_indicators(feed, checked, limits.cells_named),
        *contradicted_constants(feed, layouts, checked, source.partner),
        *check_absent_columns(feed, absent),
        *check_snapshot_dates(feed, (kept.frame for kept in checked.rows)),
        *(problem for problem in cells if problem.code != TOO_MANY_UNKNOWN),
        *(p for x, b in zip(layouts, data_rows, strict=True) for p in sheet_problems(x, b, checked, limits)),
    ]
    rows = rows.not_loaded() if rejecting else rows
    return Examined(
        feed, reading.read_as, bool(rejecting), rows, checked, rejecting + problems, layouts, absent
    )


def _count_rows(data_rows: list[DataRows], checked: Checked) -> Rows:
    quarantined = checked.rows.rows - checked.count - checked.collapsed
    return Rows(
        checked.count,
        quarantined,
        sum(len(rows.skipped) for rows in data_rows),
        checked.collapsed,
    )


def _rejecting_problems(source: _Source, feed: Feed, checked: Checked, rows: Rows) -> Iterator[Problem]:
    """Yield problems of all rows together that reject the whole file."""
    yield from check_file_name(source.path.name, feed, (kept.frame for kept in checked.rows))
    if not checked.count:
        yield file_problem("no_usable_rows" if rows.read else "no_rows")


def _counted(rows_of_sheet: DataRows) -> int:
    """Count all rows below a header row, data rows or not."""
    return sum(len(chunk) for chunk in rows_of_sheet.chunks()) + len(rows_of_sheet.skipped)
