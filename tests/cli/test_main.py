from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pages.published_demo import published


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "LANG": "C"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii"},
        {"HOME": "/proc"},
    ],
)
def test_another_locale_and_a_home_that_cannot_be_written(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    installation = published(tmp_path / "et sted æøå")
    paths = {"MEDVIND_DATA": str(installation.data), "MEDVIND_KEYS": str(installation.keys_folder)}
    done = subprocess.run(
        [sys.executable, "-c", "from pipelines.cli import entry; entry()", "doctor"],
        env=os.environ | paths | environment,
        capture_output=True,
        check=False,
    )
    # There are no keys: what to do about it is said, with an arrow.
    assert done.returncode == 1 and b"medvind init" in done.stdout and b"Traceback" not in done.stderr
