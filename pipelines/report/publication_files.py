"""Write the report and the workbook of a publication: report.html and medvind.xlsx."""

from __future__ import annotations

from pathlib import Path

from pipelines.atomic_io import replaced_file
from pipelines.report.about import About, Tables
from pipelines.report.html_report import build_report
from pipelines.report.report_workbook import write_workbook

HTML, WORKBOOK = "report.html", "medvind.xlsx"


def write_files(folder: Path, tables: Tables, previous: Tables | None, about: About) -> list[Path]:
    """Write the report and the workbook into `folder`, each by atomic rename; return their paths."""
    page = build_report(tables, previous, about)
    with replaced_file(folder / HTML) as temporary:
        temporary.write_text(page, encoding="utf-8")
    with replaced_file(folder / WORKBOOK) as temporary:
        write_workbook(temporary, tables, about)
    return [folder / HTML, folder / WORKBOOK]
