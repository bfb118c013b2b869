"""What people look at: one report as HTML and PDF, and one workbook, out of the published tables alone.

Nothing here reads the warehouse, so nothing here can tell more than is published.
"""

from __future__ import annotations

from pipelines.report.about import About
from pipelines.report.html_report import build_report
from pipelines.report.pdf import print_pdf
from pipelines.report.publication_files import write_files
from pipelines.report.report_workbook import write_workbook

__all__ = ["About", "build_report", "print_pdf", "write_files", "write_workbook"]
