"""The sheet "Udvikling" of the workbook: yearly totals side by side, with a line chart for each stage of the path."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.report.figure_text import PERCENT
from pipelines.report.indicator_figures import Indicator
from pipelines.report.read_indicators import stage

NAME = "Udvikling"
_YEARLY = ("school_year", "calendar_year")
_CHART_ROWS, _CHART = 18, {"width": 900, "height": 340}


def add_courses(book: Workbook, indicators: Sequence[Indicator], number: Format) -> None:
    """Add the sheet: a row an indicator, a column a year (a school year stands in the year it begins in), empty where
    no number is shown."""
    page = book.add_worksheet(NAME)
    yearly = [one for one in indicators if one.shown and one.shown[0].period_type in _YEARLY]
    years = sorted({figure.period_start.year for one in yearly for figure in one.shown})
    headings = [{"header": name} for name in ("Indikator", "Trin", *map(str, years))]
    last = max(1, len(yearly))
    page.add_table(0, 0, last, len(headings) - 1, {"columns": headings, "style": "Table Style Light 1"})
    page.set_column(0, 0, 46)
    page.set_column(1, 1, 20)
    page.set_column(2, max(2, len(years) + 1), 9, number)
    page.freeze_panes(1, 1)
    for row, one in enumerate(yearly, start=1):
        page.write_string(row, 0, one.name)
        page.write_string(row, 1, stage(one.definition))
        for figure in one.shown:
            page.write_number(row, 2 + years.index(figure.period_start.year), figure.value or 0, number)
    _add_charts(book, page, yearly, len(years))


def _add_charts(book: Workbook, page: Worksheet, yearly: Sequence[Indicator], years: int) -> None:
    """Add a chart of the percentages of each stage below the table; a hidden year is a gap."""
    below = len(yearly) + 2
    for name, group in groupby(enumerate(yearly, start=1), key=lambda found: stage(found[1].definition)):
        rows = [row for row, one in group if one.unit is PERCENT]
        if not rows:
            continue
        chart = book.add_chart({"type": "line"})
        for row in rows:
            line = {"name": [NAME, row, 0], "marker": {"type": "circle"}}
            chart.add_series(
                {"categories": [NAME, 0, 2, 0, years + 1], "values": [NAME, row, 2, row, years + 1], **line}
            )
        chart.set_title({"name": name})
        chart.set_y_axis({"name": "Procent", "min": 0})
        chart.show_blanks_as("gap")
        chart.set_legend({"position": "bottom"})
        chart.set_size(_CHART)
        page.insert_chart(below, 0, chart)
        below += _CHART_ROWS
