"""Libraries that the fork server of commands imports once for all commands.

Only what may be forked. Polars starts its threads when it first computes something, and a fork would wait for them for
ever. Our own modules compute as they are imported (`schemas/pandera_alone.py`), so they are not imported here.
"""

from __future__ import annotations

import os

from pipelines.process_runtime import collect_now
from pipelines.settings.quiet import QUIET

os.environ.update(QUIET)

import dbt.adapters.duckdb
import dbt.cli.main  # noqa: F401
import great_expectations  # noqa: F401
import highspy  # noqa: F401
import openpyxl  # noqa: F401
import pandera.polars  # noqa: F401
import pyarrow.parquet  # noqa: F401
import xlsxwriter  # noqa: F401

# Collecting garbage would write to memory that all commands share until then.
collect_now()
