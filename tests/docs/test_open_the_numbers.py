"""The guide to opening the published figures is correct: its Python and SQL run, and its names are those of the
tables."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.publication.mart_files import Mart, write_database, write_parquet
from tests.report import example_tables

GUIDE = (Path(__file__).parents[2] / "docs" / "aabn-tallene.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `data/marts/`, as the guide expects it."""
    folder = tmp_path_factory.mktemp("guide")
    (folder / "data" / "marts" / "parquet").mkdir(parents=True)
    marts = {name: Mart(rows, {None: "Ord"}) for name, rows in example_tables.tables().items()}
    write_parquet(folder / "data" / "marts" / "parquet", marts)
    write_database(folder / "data" / "marts" / "medvind.duckdb", marts)
    return folder


@pytest.mark.parametrize("code", blocks("python"))
def test_the_python(code: str, installation: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=installation, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "shape: (3" in done.stdout or "OE1" in done.stdout
    assert "987654" not in done.stdout


@pytest.mark.parametrize("query", blocks("sql"))
def test_the_sql_in_the_client_people_have(query: str, installation: Path) -> None:
    client = Path(sys.executable).with_name("duckdb")
    command = [str(client), "-readonly", "-csv", "data/marts/medvind.duckdb", query]
    done = subprocess.run(command, cwd=installation, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 1


def test_the_other_languages_read_files_and_columns_that_there_are() -> None:
    """R and Power Query are not run; the files and columns that they name are looked up."""
    tables = example_tables.tables()
    code = "\n".join(blocks("r") + blocks("powerquery"))
    columns = set(re.findall(r"\[(\w+)\]", code)) | set(re.findall(r"& (\w+) ==", code))
    assert {"area", "gender", "age_band", "school", "status"} <= columns <= set(tables["indicators"].columns)
    assert set(re.findall(r"(\w+)\.parquet", GUIDE)) <= set(tables)
