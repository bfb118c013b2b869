"""The report as HTML and PDF, and the workbook, made from the published tables.

Nothing here reads the warehouse, so nothing here can disclose more than is published.
"""

from __future__ import annotations

from pipelines.report.about import About
from pipelines.report.html_report import build_report
from pipelines.report.pdf import print_pdf
from pipelines.report.publication_files import write_files
from pipelines.report.report_workbook import write_workbook

__all__ = ["About", "build_report", "print_pdf", "write_files", "write_workbook"]
