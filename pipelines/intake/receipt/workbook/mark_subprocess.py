"""Mark an untrusted workbook in a subprocess with limits of processor time and of time by the clock."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from pipelines.intake.receipt.workbook.marking_plan import Plan
from pipelines.settings import Limits


def mark_in_subprocess(original: Path, plan: Plan, target: Path, limits: Limits) -> bool:
    """Return whether the marked copy was made. The subprocess's output could hold cell values and is discarded."""
    command = [
        sys.executable,
        "-P",
        "-m",
        "pipelines.intake.receipt.workbook.marked_copy",
        str(original),
        str(target),
        str(limits.marked_seconds),
    ]
    try:
        process = subprocess.run(  # noqa: S603 - our own module; the file is opened there, never executed
            command,
            input=json.dumps(plan.as_json()),
            text=True,
            capture_output=True,
            timeout=limits.marked_wait_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return process.returncode == 0
