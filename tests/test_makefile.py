"""`make test ONLY=...` finds the tests of every module and package, and says so where a name is none."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

MAKEFILE = Path(__file__).parents[1] / "Makefile"
FILES = [
    "pipelines/__init__.py",
    "pipelines/lock.py",
    "pipelines/permissions.py",
    "pipelines/intake/__init__.py",
    "pipelines/intake/layout/__init__.py",
    "pipelines/intake/layout/recognise.py",
    "pipelines/intake/layout/words.py",
    "pipelines/intake/learned/__init__.py",
    "pipelines/intake/learned/answers.py",
    "schemas/__init__.py",
    "schemas/feeds/__init__.py",
    "schemas/feeds/absence.py",
    "tests/test_permissions.py",
    "tests/intake/layout/test_recognise.py",
    "tests/schemas/test_feeds.py",
    "tests/end_to_end/test_life.py",
    "tests/faults/test_kills.py",
    # What the environment is made of, and the sign that it has been made since.
    "requirements.lock",
    "requirements-uv.lock",
    "pyproject.toml",
    ".venv/installed",
]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("repository")
    for file in map(root.joinpath, FILES):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    return root


def made(repository: Path, only: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "--file", MAKEFILE, "--dry-run", "test", f"ONLY={only}"]
    # The tests may run under `make test`, whose options are no business of this one.
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))
    }
    return subprocess.run(
        command, cwd=repository, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("only", "tests"),
    [
        ("intake/layout", "tests/intake/layout"),
        ("intake/layout/recognise", "tests/intake/layout/test_recognise.py"),
        ("permissions", "tests/test_permissions.py"),
        # Where one has no tests of its own, those of the package, or of the nearest one above that has any.
        ("intake/layout/words", "tests/intake/layout"),
        ("intake/learned", "tests/intake"),
        ("intake/learned/answers", "tests/intake"),
        ("schemas/feeds/absence", "tests/schemas/test_feeds.py"),
        ("lock", "tests/end_to_end"),
        # No module has this name.
        ("faults", "tests/faults"),
        ("faults/kills", "tests/faults/test_kills.py"),
    ],
)
def test_the_tests_of_a_name(repository: Path, only: str, tests: str) -> None:
    *_, said, run = made(repository, only).stdout.splitlines()
    assert said == f'echo "{only} is tested by {tests}"'
    assert run.split()[1:] == [tests]


@pytest.mark.parametrize("only", ["nothing", "intake/nothing", "intake/layout/nothing"])
def test_a_name_of_nothing_is_refused(repository: Path, only: str) -> None:
    refused = made(repository, only)
    assert refused.returncode == 2
    assert f"No tests for {only}:" in refused.stderr
