"""What every command imports in the end. A process that has imported it, and done nothing, can be forked from.

(One that has used Polars or DuckDB cannot: its child hangs.)
"""

from __future__ import annotations

import os

from pipelines.settings import QUIET

os.environ |= QUIET

import dbt.adapters.duckdb.impl  # noqa: E402
import dbt.cli.main  # noqa: E402
import great_expectations  # noqa: E402

import pipelines.cli  # noqa: E402
import pipelines.clocks  # noqa: E402
import pipelines.commands.run  # noqa: E402, F401
