"""Mark an untrusted workbook in a subprocess with a time limit."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from pipelines.intake.receipt.workbook.marking_plan import Plan


def mark_in_subprocess(original: Path, plan: Plan, target: Path, seconds: float) -> bool:
    """Return whether the marked copy was made. The subprocess's output could hold cell values and is discarded."""
    command = [
        sys.executable,
        "-P",
        "-m",
        "pipelines.intake.receipt.workbook.marked_copy",
        str(original),
        str(target),
    ]
    try:
        process = subprocess.run(  # noqa: S603 - our own module; the file is opened there, never executed
            command,
            input=json.dumps(plan.as_json()),
            text=True,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return process.returncode == 0
