"""Write the sheet that a meeting fills in: a list of the feed `reflections`.

It holds what the meeting has said until now, and the questions of the report, so that a sheet that is sent again loses
nothing. It is sent as it is: what was asked is then remembered, and what is added beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from pipelines.intake.guides.column_guide import Field, fields_of
from pipelines.report.about import About, Tables
from pipelines.report.discussion_questions import questions
from pipelines.report.read_indicators import read_indicators, without_hidden
from pipelines.settings.freeze_days import next_freeze, quarter_before
from schemas.code_lists import code_list
from schemas.feeds import all_feeds

_LAST_ROW = 1000
_QUARTER = re.compile(r"\d{4}K[1-4]")
_WIDTHS = {"indicator_id": 44, "text": 90, "outcome": 40, "about": 20, "kind": 24, "owner": 24}


def write_meeting_sheet(path: Path, tables: Tables, about: About) -> None:
    """Write the sheet of the next meeting, byte-equal for equal tables and publication; nothing hidden is in it."""
    feed = all_feeds()["reflections"]
    fields, rows = fields_of(feed), _rows(without_hidden(tables), about)
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


def _rows(tables: Tables, about: About) -> Sequence[Mapping[str, Any]]:
    """Return what the meeting has said, and then the questions that are not among it."""
    meeting, (asked, *_) = meeting_of(about), code_list("reflection_kinds").in_group("question")
    indicators = read_indicators(tables, about.day)
    names = {one.id: one.name for one in indicators}
    every = tables["reflections"].filter(meeting=meeting).to_dicts() if "reflections" in tables else []
    said = [row | {"indicator_id": names.get(row["indicator_id"], row["indicator_id"])} for row in every]
    known = {(row["indicator_id"], row["text"]) for row in said}
    new = [(one.name, question) for one in indicators for question in questions(one)]
    return said + [
        {"meeting": meeting, "indicator_id": name, "kind": asked, "text": question}
        for name, question in new
        if (name, question) not in known
    ]


def meeting_of(about: About) -> str:
    """Return the meeting that a publication is looked at in: its release where that is named after a quarter, else the
    quarter whose figures are frozen next."""
    if about.freeze and _QUARTER.fullmatch(about.freeze):
        return about.freeze
    return quarter_before(next_freeze(about.day))


def _offer(page: Worksheet, column: int, field: Field) -> None:
    """Offer the codes of a column as a list to choose from; other words may be written."""
    if field.choices:
        rule = {"validate": "list", "source": field.choices, "error_type": "warning"}
        page.data_validation(1, column, _LAST_ROW, column, rule)


def _write_rows(page: Worksheet, fields: Sequence[Field], rows: Sequence[Mapping[str, Any]]) -> None:
    for number, row in enumerate(rows, start=1):
        for column, field in enumerate(fields):
            if (value := row.get(field.name)) is not None:
                page.write_string(number, column, f"{value:%d-%m-%Y}" if isinstance(value, date) else value)
