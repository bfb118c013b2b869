"""The subprocess that marks a workbook: what it costs to start."""

from __future__ import annotations

import subprocess
import sys


def test_the_subprocess_imports_only_what_marking_needs() -> None:
    heavy = "{'polars', 'pandera', 'pandas', 'jinja2'}"
    module = "pipelines.intake.receipt.workbook.marked_copy"
    code = f"import sys, {module}; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
