"""Shell completion suggests commands, and names from the installation."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from pipelines.cli import medvind
from pipelines.intake.archive.drop_folder import HELD
from pipelines.settings import Settings
from tests.pages.published_demo import published


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    settings = published(tmp_path)
    (settings.raw / "absence" / "R-held").mkdir(parents=True)
    (settings.raw / "absence" / "R-held" / HELD).touch()
    (settings.raw / "absence" / "R-taken").mkdir()
    monkeypatch.setenv("MEDVIND_DATA", str(settings.data))
    return settings


def suggested(words: list[str], begun: str) -> list[str]:
    found = ShellComplete(medvind, {}, "medvind", "_MEDVIND_COMPLETE").get_completions(words, begun)
    return [one.value for one in found]


def test_names_from_the_installation(installation: Settings) -> None:
    assert suggested([], "comp") == ["completion"]
    assert suggested(["diff"], "2") == suggested(["diff", "2026K3"], "") == ["2026K3"]
    assert suggested(["run", "--as-of"], "2026") == ["2026K3"]
    assert suggested(["release"], "") == ["R-held"]
    assert suggested(["template"], "abs") == ["absence"]
    assert suggested(["explain"], "absence_ov") == ["absence_over_10"]
    assert "OE1" in suggested(["explain", "--area"], "O")


def test_an_empty_installation_suggests_nothing_without_error() -> None:
    assert suggested(["diff"], "") == suggested(["release"], "") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_lines_for_a_shell(shell: str) -> None:
    command = [str(Path(sys.executable).with_name("medvind")), "completion", shell]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "_MEDVIND_COMPLETE" in done.stdout
