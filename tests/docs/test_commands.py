"""Every command that the documentation shows runs and succeeds."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.end_to_end.built_towns import built_village
from tests.end_to_end.small_worlds import Installation
from tests.intake import samples
from tests.intake.samples import absence, text
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


# Files that wait for an answer, by the command that gives it.
WAITING = {
    "header": text(["Hjemme" if header == "Sygdom" else header for header in samples.ABSENCE], absence(3)),
    "code": text(samples.ABSENCE, absence(3, school="Urban")),
}


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with a publication, a release and files that wait for an answer."""
    made = Installation(copy_of(built_village(tmp_path_factory), tmp_path_factory.mktemp("docs")))
    assert made.ask("freeze", "2026K1").returncode == 0
    for name, data in WAITING.items():
        made.put(f"{name}.csv", data, "havneskolen")
    assert made.ask("run").returncode == 0
    return made


def test_there_are_commands_in_the_docs() -> None:
    assert len(COMMANDS) > 10


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("medvind") and c not in ELSEWHERE])
def test_a_shown_command_works(command: str, installation: Installation) -> None:
    words = shlex.split(command)[1:]
    receipts = {drop.file_name: drop.receipt_id for drop in installation.manifests()}
    words = [receipts[f"{words[0]}.csv"] if word == "KVITTERING" else word for word in words]
    done = installation.ask(*words)
    assert done.returncode == 0, done.stderr or done.stdout
    assert done.stdout.strip()


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("make")])
def test_a_shown_make_target_exists(command: str) -> None:
    subprocess.run([*shlex.split(command), "--dry-run"], cwd=ROOT, check=True, capture_output=True)


def test_every_shown_command_is_one_of_ours() -> None:
    assert {command.split()[0] for command in COMMANDS} <= {"medvind", "make"}
