"""What every command imports in the end. A process that has imported it, and done nothing, can be forked from.

(One that has used Polars or DuckDB cannot: its child hangs.)
"""

from __future__ import annotations

import importlib
import os

from pipelines.settings import QUIET

os.environ |= QUIET
for name in (
    "dbt.cli.main",
    "dbt.adapters.duckdb.impl",
    "great_expectations",
    "pipelines.vintages",
    "pipelines.commands.run",
):
    importlib.import_module(name)
