"""Write the report of a publication, its workbook, and the sheet that the meeting fills in."""

from __future__ import annotations

from pathlib import Path

from pipelines.atomic_io import replaced_file
from pipelines.report.about import About, Tables
from pipelines.report.html_report import build_report
from pipelines.report.meeting_sheet import write_meeting_sheet
from pipelines.report.report_workbook import write_workbook

HTML, WORKBOOK, MEETING_SHEET = "report.html", "medvind.xlsx", "undren.xlsx"


def write_files(folder: Path, tables: Tables, previous: Tables | None, about: About) -> list[Path]:
    """Write the three files into `folder`, each by atomic rename; return their paths."""
    page = build_report(tables, previous, about)
    with replaced_file(folder / HTML) as temporary:
        temporary.write_text(page, encoding="utf-8")
    with replaced_file(folder / WORKBOOK) as temporary:
        write_workbook(temporary, tables, about)
    with replaced_file(folder / MEETING_SHEET) as temporary:
        write_meeting_sheet(temporary, tables, about)
    return [folder / name for name in (HTML, WORKBOOK, MEETING_SHEET)]
