"""Libraries that the fork server of commands imports once for all commands.

Only libraries that may be forked: Polars has threads once it is imported, and its forks hang.
"""

from __future__ import annotations

import os

from pipelines.settings.quiet import QUIET

os.environ.update(QUIET)

import dbt.adapters.duckdb
import dbt.cli.main  # noqa: F401
import great_expectations  # noqa: F401
import openpyxl  # noqa: F401
