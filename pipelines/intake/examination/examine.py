"""Examine a file by itself: read it, recognise its feeds, and check its rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from pipelines.intake.examination.examine_feed import examine_feed
from pipelines.intake.examination.examined import Examined
from pipelines.intake.examination.reshaped_tables import reshaped
from pipelines.intake.examination.sheet_problems import file_problems
from pipelines.intake.examination.source import Source
from pipelines.intake.examination.unrecognised import unrecognised
from pipelines.intake.layout.constants import Sending
from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.layout.system_profile import with_header
from pipelines.intake.learned.answers import Answer, with_answers
from pipelines.intake.problems.problem import bounded, file_problem
from pipelines.intake.reading.read_subprocess import read_in_subprocess
from pipelines.intake.reading.regular_block import Irregular
from pipelines.intake.reading.regular_text import open_regular
from pipelines.intake.reading.sheet import Reading, Sheet, Unreadable
from pipelines.intake.work_budget import TooMuchWork, work_budget
from pipelines.settings import Limits
from schemas.kinds import Kind
from schemas.partners import Partner, find_partner

# Problems of one code in a receipt: those of many sheets and columns together. The rest are counted.
_MOST_OF_A_CODE = 10_000


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
    source = Source(partner, path, Sending(folder, path.name, received), limits)
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


def _examine_blocks(source: Source) -> list[Examined]:
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
    return [examine_feed(source, layout.feed, [replace(layout, sheet=sheet)], reading)]


def _examine_cells(source: Source) -> list[Examined]:
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
        examine_feed(source, feed, [layout for layout in layouts if layout.feed is feed], reading)
        for feed in feeds
    ]
    return [tables.with_said(part) for part in parts]


def _layouts(source: Source, reading: Reading) -> list[Layout]:
    """Return the recognised visible sheets; others are ignored."""
    visible = [with_header(sheet) for sheet in reading.sheets if not sheet.hidden]
    found = map(source.recognise, visible)
    return [layout for layout in found if layout]
