"""Intake starts without importing libraries that it does not need, and validates without them."""

from __future__ import annotations

import subprocess
import sys

import pytest

NOT_NEEDED = {"dagster", "great_expectations", "hypothesis", "pandas", "pyspark"}
CHECKING = """
import sys, {module}
import polars as pl
from schemas.feeds import all_feeds
from schemas.pandera_alone import SchemaErrors, validate_rows

try:
    validate_rows(pl.DataFrame({{"cpr": [1]}}), all_feeds()["absence"].rows.to_schema())
except SchemaErrors:
    print(*sys.modules)
"""
PANDAS_AFTERWARDS = "import schemas.feeds, pandas; assert pandas.DataFrame({'one': [1]}).sum().item() == 1"


@pytest.mark.parametrize(
    "module", ["schemas.feeds", "pipelines.intake.ingest", "pipelines.intake.validation.validate"]
)
def test_intake_imports_no_pandas(module: str) -> None:
    command = [sys.executable, "-c", CHECKING.format(module=module)]
    imported = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    assert "pandera" in imported
    assert NOT_NEEDED.isdisjoint(imported)


def test_pandas_can_be_imported_afterwards() -> None:
    subprocess.run([sys.executable, "-c", PANDAS_AFTERWARDS], check=True)
