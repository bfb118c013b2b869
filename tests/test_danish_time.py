"""Clocks are Danish on a machine of any zone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SEPTEMBER_4_2230_UTC = 1_788_561_000  # 5 September 2026, 00:30 in Denmark

SAY = """
from datetime import datetime
from pathlib import Path
import sys
from pipelines.intake.inbox.listing import list_waiting
(file,) = list_waiting(Path(sys.argv[1]))
print(file.received_at, datetime.fromtimestamp(0))
"""


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "", "Europe/Copenhagen"])
def test_a_file_is_received_at_the_danish_time(tmp_path: Path, zone: str) -> None:
    path = tmp_path / "oestskolen" / "fil.csv"
    path.parent.mkdir()
    path.write_text("x")
    os.utime(path, (SEPTEMBER_4_2230_UTC, SEPTEMBER_4_2230_UTC))
    command = [sys.executable, "-c", SAY, str(tmp_path)]
    said = subprocess.run(command, env=os.environ | {"TZ": zone}, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "2026-09-05 00:30:00 1970-01-01 01:00:00"
