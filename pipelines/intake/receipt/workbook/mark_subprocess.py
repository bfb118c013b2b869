"""Run the marking of a stranger's workbook in a process of its own, with a limit of time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from pipelines.intake.receipt.workbook.marking_plan import Plan


def mark_in_subprocess(original: Path, plan: Plan, target: Path, seconds: float) -> bool:
    """Say whether the marked copy was made. What the process says is thrown away: it could hold values."""
    command = [
        sys.executable,
        "-P",
        "-m",
        "pipelines.intake.receipt.workbook.marked_copy",
        str(original),
        str(target),
    ]
    try:
        done = subprocess.run(  # noqa: S603 - our own module; the file is opened there, never executed
            command,
            input=json.dumps(plan.as_json()),
            text=True,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
