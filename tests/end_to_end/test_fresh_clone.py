"""The two commands of the README work in a fresh clone, and work again when repeated."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pipelines.settings import PROJECT_ROOT
from tests.command_process import PATIENCE
from tests.end_to_end.small_worlds import query


def make_run(clone: Path, keys: Path) -> subprocess.CompletedProcess[str]:
    """`make run` with the tools installed here and the clone's own code."""
    environment = {name: value for name, value in os.environ.items() if name != "MEDVIND_DATA"}
    environment |= {"MEDVIND_KEYS": str(keys), "PYTHONPATH": str(clone)}
    words = ["make", "-o", ".venv/installed", "run", f"BIN={Path(sys.executable).parent}"]
    return subprocess.run(
        words, cwd=clone, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


def test_make_run_ends_well_twice(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", str(PROJECT_ROOT), str(clone)], check=True)
    first, second = (make_run(clone, tmp_path / "keys") for _ in range(2))
    assert first.returncode == 0, first.stdout + first.stderr
    assert second.returncode == 0, second.stdout + second.stderr
    assert "Udgivet som" in first.stdout and "Intet nyt at udgive" in second.stdout
    # The data lies in the clone, which shows that the clone's code ran.
    published = clone / "data" / "marts" / "medvind.duckdb"
    assert str(published) in first.stdout
    assert query(published, "select count(*) from overview where value is not null") > [(3,)]
    left = subprocess.run(
        ["git", "status", "--porcelain"], cwd=clone, capture_output=True, text=True, check=True
    )
    assert left.stdout == ""
