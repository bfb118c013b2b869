"""Everything that can be said of a file by itself, without what came before it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from pipelines.intake.archive.manifest import Rows
from pipelines.intake.examination.cell_problems import problems_of
from pipelines.intake.examination.file_name import check_name
from pipelines.intake.examination.file_rules import refusals
from pipelines.intake.examination.sheet_problems import about_file, about_reading, about_sheet
from pipelines.intake.layout.data_rows import Body, read_body
from pipelines.intake.layout.recognise import Layout, headers_of, recognise
from pipelines.intake.problems.problem import Problem, file_problem
from pipelines.intake.reading.read_subprocess import read_apart
from pipelines.intake.reading.regular_block import Irregular
from pipelines.intake.reading.regular_text import open_regular
from pipelines.intake.reading.sheet import Reading, Sheet, Unreadable
from pipelines.intake.validation.result import Checked
from pipelines.intake.validation.validate import unknown_share, validate
from pipelines.settings import Limits
from schemas.contract import Feed, Kind
from schemas.feeds import all_feeds
from schemas.partners import Partner, find_partner


@dataclass(frozen=True)
class Examined:
    """One feed's part of a file. `checked` is None where the part is rejected before its rows were read.

    `layouts` are the sheets it was read from: what the answer shows of the sender's own table.
    """

    feed: Feed | None
    read_as: str
    rejected: bool
    rows: Rows = field(default_factory=Rows)
    checked: Checked | None = None
    problems: list[Problem] = field(default_factory=list)
    layouts: list[Layout] = field(default_factory=list)


def examine(path: Path, partner_folder: str, received: date, limits: Limits) -> list[Examined]:
    """Read a partner's file and check its rows: one result per feed it holds, or one without a feed."""
    partner = find_partner(partner_folder)
    if partner is None:
        return [Examined(None, "", True, problems=[file_problem("unknown_partner")])]
    return examine_as(partner, path, received, limits)


def examine_as(partner: Partner, path: Path, received: date, limits: Limits) -> list[Examined]:
    """Read a file as one that comes from `partner`."""
    known = {header for feed in all_feeds().values() for header in headers_of(feed, partner)}
    try:
        try:
            return _examine_regular(partner, path, received, known, limits)
        except Irregular:
            return _examine_with_care(partner, path, received, known, limits)
    except Unreadable as problem:
        return [Examined(None, "", True, problems=[file_problem(problem.code)])]


def _examine_regular(
    partner: Partner, path: Path, received: date, known: set[str], limits: Limits
) -> list[Examined]:
    """Read a file block by block. Raises Irregular where it has to be read with care, and Unreadable."""
    text = open_regular(path, known, limits)
    layout = recognise(Sheet("", text.head), all_feeds(), partner, limits)
    if layout is None or not layout.is_regular:
        raise Irregular
    text.person = next(
        at for name, at in layout.columns.items() if layout.feed.columns[name].kind is Kind.CPR
    )
    sheet = Sheet("", text)
    reading = Reading([sheet], text.read_as)
    layouts = [replace(layout, sheet=sheet)]
    return [_examine_feed(layout.feed, layouts, reading, partner, received, limits, path.name)]


def _examine_with_care(
    partner: Partner, path: Path, received: date, known: set[str], limits: Limits
) -> list[Examined]:
    """Read a file cell by cell, whatever it is."""
    reading = read_apart(path, known, limits)
    layouts = _layouts(reading, partner, limits)
    if not layouts:
        titles = ", ".join(feed.title for feed in all_feeds().values())
        refused = [file_problem("not_recognised", names=titles), *about_file(reading)]
        return [Examined(None, reading.read_as, True, problems=refused)]
    feed_of = {layout.feed.name: layout.feed for layout in layouts}
    return [
        _examine_feed(
            feed, [x for x in layouts if x.feed is feed], reading, partner, received, limits, path.name
        )
        for feed in feed_of.values()
    ]


def _layouts(reading: Reading, partner: Partner, limits: Limits) -> list[Layout]:
    """The recognised visible sheets; others are notes."""
    visible = [sheet for sheet in reading.sheets if not sheet.hidden]
    found = (recognise(sheet, all_feeds(), partner, limits) for sheet in visible)
    return [layout for layout in found if layout]


def _examine_feed(
    feed: Feed,
    layouts: list[Layout],
    reading: Reading,
    partner: Partner,
    received: date,
    limits: Limits,
    file_name: str,
) -> Examined:
    bodies = [read_body(layout) for layout in layouts]
    refused = list(refusals(feed, layouts, partner, received))
    if refused:
        rows = Rows(skipped=sum(_counted(body) for body in bodies))
        refused += [*about_file(reading), *(p for layout in layouts for p in about_reading(layout, limits))]
        return Examined(feed, reading.read_as, True, rows, problems=refused, layouts=layouts)
    checked = validate(
        lambda: (piece for body in bodies for piece in body.pieces()), feed, received, limits.cells_named
    )
    loaded = checked.count
    quarantined = checked.rows.rows - loaded - checked.collapsed
    rows = Rows(loaded, quarantined, sum(len(body.skipped) for body in bodies), checked.collapsed)
    refused = [
        file_problem("too_many_unknown", name=feed.columns[name].title)
        for name, share in unknown_share(checked, feed).items()
        if share > limits.unknown_share
    ]
    refused += check_name(file_name, feed, (kept.frame for kept in checked.rows))
    if not rows.loaded:
        refused.append(file_problem("no_rows"))
    said = [
        *about_file(reading),
        *problems_of(checked, feed, layouts),
        *(p for x, b in zip(layouts, bodies, strict=True) for p in about_sheet(x, b, checked, limits)),
    ]
    rows = rows.not_loaded() if refused else rows
    return Examined(feed, reading.read_as, bool(refused), rows, checked, refused + said, layouts)


def _counted(body: Body) -> int:
    """How many rows there are, data or not."""
    return sum(len(piece) for piece in body.pieces()) + len(body.skipped)
