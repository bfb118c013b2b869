"""Every command that the documentation shows runs and succeeds."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.end_to_end.built_towns import built_village
from tests.end_to_end.small_worlds import Installation
from tests.shared_builds import copy_of

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
# Covered by tests of their own: they do not end by themselves, or create an environment first.
ELSEWHERE = {"medvind serve", "medvind run --engine spark"}


def _commands(page: Path) -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    lines = (line.strip() for block in blocks for line in block.splitlines())
    return [re.sub(r"\s+# .*", "", line) for line in lines if line and not line.startswith("#")]


COMMANDS = sorted({command for page in PAGES for command in _commands(page)})


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with a publication and a release."""
    made = Installation(copy_of(built_village(tmp_path_factory), tmp_path_factory.mktemp("docs")))
    assert made.ask("freeze", "2026K1").returncode == 0
    return made


def test_there_are_commands_in_the_docs() -> None:
    assert len(COMMANDS) > 10


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("medvind") and c not in ELSEWHERE])
def test_a_shown_command_works(command: str, installation: Installation) -> None:
    done = installation.ask(*shlex.split(command)[1:])
    assert done.returncode == 0, done.stderr or done.stdout
    assert done.stdout.strip()


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("make")])
def test_a_shown_make_target_exists(command: str) -> None:
    subprocess.run([*shlex.split(command), "--dry-run"], cwd=ROOT, check=True, capture_output=True)


def test_every_shown_command_is_one_of_ours() -> None:
    assert {command.split()[0] for command in COMMANDS} <= {"medvind", "make"}
