"""A new indicator needs the three files that CONTRIBUTING shows, and nothing else."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from pipelines.settings import PROJECT_ROOT
from tests.command_process import PATIENCE
from tests.end_to_end.small_worlds import COMMAND, Installation, query
from tests.shared_builds import copy_of

INDICATOR = "absence_up_to_5"
CODE = ("dbt_project", "pipelines", "schemas")


def shown_files() -> dict[str, str]:
    """The files that the section adds, by path."""
    guide = (PROJECT_ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = guide.split("## A new indicator")[1].split("\n## ")[0]
    blocks = re.findall(r"```diff\n\+\+\+ (\S+)\n(.*?)```", section, re.DOTALL)
    return {path: "".join(f"{line[1:]}\n" for line in lines.splitlines()) for path, lines in blocks}


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code with the three files of the section."""
    copy = tmp_path_factory.mktemp("changed") / "code"
    for folder in CODE:
        shutil.copytree(PROJECT_ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for path, added in shown_files().items():
        with (copy / path).open("a", encoding="utf-8") as file:
            file.write(added)
    return copy


@pytest.fixture(scope="module")
def data(hamlet: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the hamlet's data folder, published without the new indicator."""
    return copy_of(hamlet.root, tmp_path_factory.mktemp("inst")) / "data"


def call(changed: Path, data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the changed code's command on a data folder."""
    environment = os.environ | {"PYTHONPATH": str(changed), "MEDVIND_DATA": str(data)}
    environment |= {"MEDVIND_KEYS": str(data.parent / "keys")}
    return subprocess.run(
        [*COMMAND, *words],
        cwd=changed,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def test_three_files_are_shown() -> None:
    assert [Path(path).name for path in shown_files()] == [
        "definitions.csv",
        f"{INDICATOR}.sql",
        f"{INDICATOR}.yml",
    ]


def test_the_new_indicator_is_published_and_its_unit_test_passes(changed: Path, data: Path) -> None:
    ran = call(changed, data, "run")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    published = data / "marts" / "medvind.duckdb"
    names = query(published, f"select name_da from overview where indicator_id = '{INDICATOR}'")  # noqa: S608 - names of our own
    assert names == [("Elever med højst 5 pct. fravær",)]
    shown = f"select count(*) from indicators where indicator_id = '{INDICATOR}' and value is not null"  # noqa: S608 - names of our own
    assert query(published, shown) > [(0,)]
    tested = call(changed, data, "dbt", "test", "--select", f"{INDICATOR},test_type:unit")
    assert tested.returncode == 0 and "PASS=1 " in tested.stdout, tested.stdout
