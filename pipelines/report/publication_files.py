"""The files that lie beside a publication's tables for people: report.html and medvind.xlsx."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipelines.report.about import About, Tables
from pipelines.report.html_report import build_report
from pipelines.report.report_workbook import write_workbook

HTML, WORKBOOK = "report.html", "medvind.xlsx"


def write_files(folder: Path, tables: Tables, previous: Tables | None, about: About) -> list[Path]:
    """Write the report and the workbook into `folder`, each by rename; return where they lie."""
    page = build_report(tables, previous, about)
    _replace(folder / HTML, lambda path: path.write_text(page, encoding="utf-8"))
    _replace(folder / WORKBOOK, lambda path: write_workbook(path, tables, about))
    return [folder / HTML, folder / WORKBOOK]


def _replace(path: Path, write: Callable[[Path], object]) -> None:
    temporary = path.with_name(f".{path.name}.part")
    write(temporary)
    temporary.replace(path)
