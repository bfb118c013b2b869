"""Data-subject commands: find, erase, rotate the key; and their effect on the figures."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipelines.intake.archive.drop_folder import ORIGINAL
from pipelines.intake.identity.key_files import load_keys
from tests.end_to_end.leaks import Wanted
from tests.end_to_end.small_worlds import Installation, Town, copy_inbox, query
from tests.prepared_build import give_parsed_project


@pytest.fixture
def mine(hamlet: Installation, tmp_path: Path) -> Installation:
    """A copy of the hamlet's installation that a test may change."""
    installation = Installation(tmp_path / "mine")
    installation.root.mkdir()
    shutil.copytree(hamlet.settings.data, installation.settings.data, symlinks=True)
    shutil.copytree(hamlet.settings.keys_folder, installation.settings.keys_folder)
    return installation


@pytest.fixture(scope="module")
def pupil(hamlet_inbox: Town) -> str:
    """A pupil whom several partners have delivered rows about."""
    partners_of: dict[str, set[str]] = {}
    for sent_file in hamlet_inbox.sent:
        for row in sent_file.rows:
            partners_of.setdefault(str(row.get("cpr")), set()).add(sent_file.partner)
    numbers = [
        cpr for cpr, partners in partners_of.items() if len(partners) > 1 and cpr.isdigit() and len(cpr) == 10
    ]
    return next(cpr for cpr in numbers if int(cpr[0]) < 4)


def holds(installation: Installation, person_key: str) -> set[str]:
    """Every file of the installation that holds a pseudonym in plain bytes."""
    sought, every = person_key.encode(), installation.settings.data.rglob("*")
    return {path.name for path in every if path.is_file() and sought in path.read_bytes()}


def logged(installation: Installation) -> list[dict[str, object]]:
    path = installation.settings.logs / "access.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_find_says_where_a_person_stands(mine: Installation, pupil: str) -> None:
    said = mine.ask("find", typed=f"{pupil}\n")
    assert said.returncode == 0, said.stderr
    assert "Tæller med" in said.stdout and "kommunen" in said.stdout
    assert not Wanted([pupil], ["\0"]).found_in((said.stdout + said.stderr).encode())
    (line,) = logged(mine)
    assert line["command"] == "find" and int(str(line["rows"])) > 1
    assert set(line) == {"at", "who", "command", "rows"}


@pytest.mark.parametrize(
    ("typed", "words"), [("ikke et nummer\n", "ti cifre"), ("\n", "ti cifre"), ("", "ti cifre")]
)
def test_what_is_no_number_is_refused(mine: Installation, typed: str, words: str) -> None:
    for command in (("find",), ("forget", "--yes")):
        said = mine.ask(*command, typed=typed)
        assert said.returncode == 1 and words in said.stderr and "ikke et nummer" not in said.stderr


def test_the_number_cannot_be_an_argument(mine: Installation, pupil: str) -> None:
    for command in ("find", "forget", "alias"):
        assert mine.ask(command, pupil).returncode == 2


def test_nobody_is_erased_by_mistake(mine: Installation, pupil: str) -> None:
    before = mine.cells()
    said = mine.ask("forget", typed=f"{pupil}\nn\n")
    assert said.returncode == 1 and "Intet er gået tabt" in said.stderr
    assert mine.cells() == before and not mine.settings.person_register.exists()


def test_an_erased_person_is_nowhere_and_the_rest_is_as_if_he_had_never_been(
    mine: Installation, hamlet_inbox: Town, pupil: str
) -> None:
    person_key = load_keys(mine.settings.keys).person_key(pupil)
    assert "warehouse.duckdb" in holds(mine, person_key)
    said = mine.ask("forget", typed=f"{pupil[:6]}-{pupil[6:]}\nslet\n")
    assert said.returncode == 0, said.stderr
    assert holds(mine, person_key) == set()
    for drop in mine.manifests():
        assert drop.receipt_id not in said.stdout or not (mine.settings.raw / drop.folder / ORIGINAL).exists()
    assert "Personen blev slettet" in mine.ask("find", typed=f"{pupil}\n").stdout
    assert mine.run().publication, "what is computed anew is published anew"
    assert_restricted_but_for_the_marts(mine)
    # Reference: the same town without the person's rows must give the same figures.
    other = Installation(mine.root.parent / "other")
    shutil.copytree(mine.settings.keys_folder, other.settings.keys_folder)
    copy_inbox(hamlet_inbox.installation, other)
    other.settings.raw.mkdir(parents=True)
    give_parsed_project(other.settings)
    shutil.copy(mine.settings.person_register, other.settings.person_register)
    other.run()
    assert mine.cells() == other.cells()
    assert holds(other, person_key) == set()
    assert mine.published("indicators") == other.published("indicators")


def assert_restricted_but_for_the_marts(installation: Installation) -> None:
    """The warehouse is its owner's alone, and the marts are readable."""
    settings = installation.settings
    assert settings.warehouse.stat().st_mode & 0o777 == 0o600
    assert {folder.stat().st_mode & 0o777 for folder in settings.restricted if folder.exists()} == {0o700}
    assert settings.published.stat().st_mode & 0o044 == 0o044
    assert settings.marts.stat().st_mode & 0o055 == 0o055


def test_a_new_key_changes_every_pseudonym_and_no_figure(mine: Installation, pupil: str) -> None:
    cells, published = mine.cells(), mine.published("indicators")
    before = load_keys(mine.settings.keys).person_key(pupil)
    known = query(mine.settings.warehouse, "select count(distinct person_key) from stg_residents")
    said = mine.ask("key", "rotate")
    assert said.returncode == 0, said.stderr
    assert holds(mine, before) == set()
    assert mine.run().publication is None, "no figure has changed"
    assert mine.cells() == cells and mine.published("indicators") == published
    assert query(mine.settings.warehouse, "select count(distinct person_key) from stg_residents") == known
    assert "warehouse.duckdb" in holds(mine, load_keys(mine.settings.keys).person_key(pupil))


def test_purge_says_what_would_go_and_then_does_it(mine: Installation) -> None:
    would = mine.ask("purge", "--dry-run")
    there = list(mine.settings.raw.glob(f"*/*/{ORIGINAL}"))
    assert would.returncode == 0 and "Det ville blive slettet" in would.stdout and there
    assert not (mine.settings.logs / "purge.jsonl").exists()
    assert mine.ask("purge").returncode == 0
    assert len(list(mine.settings.raw.glob(f"*/*/{ORIGINAL}"))) < len(there)
    assert "intet" in mine.ask("purge").stdout
    assert mine.run().publication is None


def test_queries_are_written_down_without_what_was_looked_for(mine: Installation, pupil: str) -> None:
    asked = "select count(*) from overview where name_da = '{}' or name_da = 'Valborg'".replace("{}", pupil)
    assert mine.ask("sql", asked).returncode == 0
    (line,) = logged(mine)
    assert (line["command"], line["rows"]) == ("sql", 1)
    assert line["query"] == "select count(*) from overview where name_da = … or name_da = …"
