"""dbt run by hand in `dbt_project/` works without environment variables."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
import yaml

from pipelines.settings import PROJECT_ROOT
from pipelines.transform import default_indicators
from pipelines.transform.project import PROJECT
from schemas.place import place
from tests.command_process import Ended, begin
from tests.forked_command import Words

OPTIONS = ("--quiet", "--no-send-anonymous-usage-stats")


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the files that dbt reads, with an empty data folder: dbt's output stays in it."""
    clone = tmp_path_factory.mktemp("clone")
    for folder in ("dbt_project", "schemas"):
        ignored = shutil.ignore_patterns("__pycache__", "target", "logs")
        shutil.copytree(PROJECT_ROOT / folder, clone / folder, ignore=ignored)
    (clone / "data").mkdir()
    return clone


def call(clone: Path, *words: str) -> Ended:
    """Run dbt in a process that inherits none of our environment variables."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    folders = ("--target-path", str(clone / "target"), "--log-path", str(clone / "logs"))
    said = (clone / "out.txt", clone / "err.txt")
    command = Words((*OPTIONS, *words, *folders), kept, clone / "dbt_project", Path(os.devnull), said)
    return begin(command, dbt).end()


def dbt() -> None:
    """Run dbt's command."""
    from dbt.cli.main import cli

    cli()


@pytest.mark.parametrize(
    "words", [("parse",), ("ls", "--resource-type", "model"), ("compile",), ("docs", "generate")]
)
def test_dbt_works_without_an_environment(clone: Path, words: tuple[str, ...]) -> None:
    done = call(clone, *words)
    assert done.code == 0, done.out + done.err
    if words[0] == "ls":
        assert "medvind.cells.cells" in done.out.split()


def test_a_build_by_hand_without_the_list_of_indicators_stops(clone: Path) -> None:
    done = call(clone, "run", "--select", "cells")
    assert done.code
    assert "Variable indicators is not given" in done.out


def test_the_default_list_is_that_of_the_definitions() -> None:
    assert default_indicators.FILE.read_text(encoding="utf-8") == default_indicators.render(), (
        "Run `make generate`"
    )


def test_the_default_variables_are_those_of_the_packaged_place() -> None:
    project = yaml.safe_load((PROJECT / "dbt_project.yml").read_text(encoding="utf-8"))
    assert project["vars"] == place().variables
