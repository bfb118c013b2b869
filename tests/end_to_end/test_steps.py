"""The result does not depend on whether a year is ingested in one run or many, nor on repeated runs."""

from __future__ import annotations

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.end_to_end.small_worlds import Installation, Town, new_installation, query
from tests.prepared_build import give_parsed_project

HALF_YEAR = 184 * 86400


@pytest.fixture(scope="module")
def in_steps(
    hamlet_inbox: Town, hamlet: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Installation:
    """The same files, ingested half a year at a time."""
    installation = new_installation(tmp_path_factory.mktemp("steps"))
    # The same keys, so that pseudonyms can be compared too.
    shutil.copytree(hamlet.settings.keys_folder, installation.settings.keys_folder, dirs_exist_ok=True)
    inbox = hamlet_inbox.installation.settings.inbox
    waiting = sorted(
        (path for path in inbox.rglob("*") if path.is_file()), key=lambda path: path.stat().st_mtime
    )
    first = waiting[0].stat().st_mtime
    for half in range(10):
        of_half = [path for path in waiting if (path.stat().st_mtime - first) // HALF_YEAR == half]
        for path in of_half:
            target = installation.settings.inbox / path.relative_to(inbox)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
        if of_half:
            assert installation.run().publication
    return installation


def test_steps_give_the_same_cells_as_one_go(hamlet: Installation, in_steps: Installation) -> None:
    assert len(in_steps.cells()) > 100
    assert in_steps.cells() == hamlet.cells()


def test_steps_publish_the_same_figures_and_hide_no_less(
    hamlet: Installation, in_steps: Installation
) -> None:
    """A cell hidden once stays hidden, so repeated publication may hide more cells but never changes a figure."""
    figures = (
        "(select * exclude (status, target, target_year, pooled_3y) from indicators where value is not null)"
    )
    steps, one_go = set(in_steps.published(figures)), set(hamlet.published(figures))
    assert steps <= one_go
    assert len(steps) > 10
    assert in_steps.published("indicator_definitions") == hamlet.published("indicator_definitions")


def test_steps_know_the_same_of_what_is_owed(hamlet: Installation, in_steps: Installation) -> None:
    of_periods = (
        "select indicator_id, period, has_any, is_before_start, missing from int_period_gaps order by all"
    )
    of_cells = "select * exclude (coverage) from int_completeness order by all"
    for question in (of_periods, of_cells):
        assert query(in_steps.settings.warehouse, question) == query(hamlet.settings.warehouse, question)


def test_steps_answer_partners_the_same_as_one_go(hamlet: Installation, in_steps: Installation) -> None:
    columns = "* exclude (receipt_id)"
    assert in_steps.published("deliveries", columns) == hamlet.published("deliveries", columns)


def standing(installation: Installation) -> dict[str, str]:
    """Every file of the marts, receipts, archive and inbox by path, with its bytes."""
    settings = installation.settings
    folders = (settings.marts, settings.raw, settings.receipts, settings.inbox)
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_running_again_changes_nothing(hamlet: Installation) -> None:
    shown = hamlet.settings.published
    before, inode = standing(hamlet), shown.stat().st_ino
    again = hamlet.run()
    assert (again.drops, again.changed, again.publication) == ([], set(), None)
    by_command = hamlet.ask("run")
    assert by_command.returncode == 0, by_command.stderr
    assert "Intet nyt at udgive" in by_command.stdout
    assert standing(hamlet) == before
    assert shown.stat().st_ino == inode


def test_publishing_anew_from_the_same_drops_gives_the_same_bytes(
    hamlet: Installation, tmp_path: Path
) -> None:
    copy = Installation(tmp_path / "copy")
    shutil.copytree(hamlet.settings.raw, copy.settings.raw)
    shutil.copytree(hamlet.settings.keys_folder, copy.settings.keys_folder)
    copy.settings.inbox.mkdir()
    give_parsed_project(copy.settings)
    outcome = copy.run()
    assert outcome.publication and outcome.publication.published_at <= datetime.now(UTC)
    tables = sorted((hamlet.settings.marts / "parquet").iterdir())
    assert tables
    for table in tables:
        assert (copy.settings.marts / "parquet" / table.name).read_bytes() == table.read_bytes(), table.name
