"""Modules that the fork server of commands imports once for all commands.

Only what may be forked. Polars starts its threads when it first computes something, and a fork would wait for them for
ever: none of our modules may compute as it is imported.
"""

from __future__ import annotations

import os
from pathlib import Path

from pipelines.process_runtime import collect_now
from pipelines.settings.quiet import QUIET

os.environ.update(QUIET)

import dbt.adapters.duckdb
import dbt.cli.main  # noqa: F401
import great_expectations  # noqa: F401
import highspy  # noqa: F401
import openpyxl  # noqa: F401
import xlsxwriter  # noqa: F401

import pipelines.cli
import pipelines.errors
import pipelines.publication.warehouse_cells
import pipelines.report.publication_files
import pipelines.transform.dbt_runner  # noqa: F401
from tests.prepared_build import parse_project


def _threads() -> set[str]:
    """The names of this process's threads; none where the system has no `/proc`."""
    return {task.read_text().strip() for task in Path("/proc/self/task").glob("*/comm")}


parse_project()
assert "polars-0" not in _threads(), "A module computes with Polars as it is imported."
# Collecting garbage would write to memory that all commands share until then.
collect_now()
