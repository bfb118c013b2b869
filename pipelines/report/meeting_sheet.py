"""Write the sheet that a meeting fills in, with the questions of the report in it: a list of the feed `reflections`.

It is sent as it is: what was asked is then remembered, and what is added beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from pipelines.intake.guides.column_guide import Field, fields_of
from pipelines.report.about import About
from pipelines.report.indicator_figures import Indicator
from pipelines.report.questions import questions
from schemas.code_lists import code_list
from schemas.feeds import all_feeds

_LAST_ROW = 1000
_WIDTHS = {"indicator_id": 44, "text": 90, "outcome": 40, "about": 20, "kind": 24, "owner": 24}


def write_meeting_sheet(path: Path, indicators: Iterable[Indicator], about: About) -> None:
    """Write the sheet of the next meeting, byte-equal for equal indicators and publication."""
    feed = all_feeds()["reflections"]
    fields, (asked, *_) = fields_of(feed), code_list("reflection_kinds").in_group("question")
    rows = [
        {"meeting": meeting_of(about), "indicator_id": one.name, "kind": asked, "text": question}
        for one in indicators
        for question in questions(one)
    ]
    with Workbook(path) as book:
        book.set_properties({"created": about.created, "author": "MedVinds sekretariat"})
        page = book.add_worksheet(feed.title)
        page.freeze_panes(1, 0)
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for column, field in enumerate(fields):
            page.set_column(column, column, _WIDTHS.get(field.name, 13), wrapped)
            page.write_string(0, column, field.title, bold)
            _offer(page, column, field)
        _write_rows(page, fields, rows)


def meeting_of(about: About) -> str:
    """Return the meeting that a publication is looked at in: its release, or the quarter of its day."""
    return about.freeze or f"{about.day.year}K{(about.day.month + 2) // 3}"


def _offer(page: Worksheet, column: int, field: Field) -> None:
    """Offer the codes of a column as a list to choose from; other words may be written."""
    if field.choices:
        rule = {"validate": "list", "source": field.choices, "error_type": "warning"}
        page.data_validation(1, column, _LAST_ROW, column, rule)


def _write_rows(page: Worksheet, fields: Sequence[Field], rows: Sequence[dict[str, str]]) -> None:
    for number, row in enumerate(rows, start=1):
        for column, field in enumerate(fields):
            if field.name in row:
                page.write_string(number, column, row[field.name])
