"""What reads files starts without the libraries that it needs nothing of."""

from __future__ import annotations

import subprocess
import sys

import pytest

LEAVES_OUT = """
import sys, {module}
sys.exit(bool({{'pandas', 'pyspark', 'dagster', 'great_expectations'}} & set(sys.modules)))
"""
PANDAS_AFTERWARDS = "import schemas.feeds, pandas; assert pandas.DataFrame({'one': [1]}).sum().item() == 1"


@pytest.mark.parametrize("module", ["schemas.feeds", "pipelines.intake.take", "pipelines.intake.validate"])
def test_the_way_in_imports_no_pandas(module: str) -> None:
    assert (
        subprocess.run([sys.executable, "-c", LEAVES_OUT.format(module=module)], check=False).returncode == 0
    )


def test_who_needs_pandas_has_it_afterwards() -> None:
    subprocess.run([sys.executable, "-c", PANDAS_AFTERWARDS], check=True)
