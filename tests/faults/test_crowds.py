"""Concurrency and load: two runs, a server and a command, a thousand files, an unordered backlog, files that change."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest

from pipelines import pipeline as steps
from pipelines.intake.archive.drop_folder import ROWS
from pipelines.intake.inbox.listing import list_waiting
from pipelines.lock import data_lock
from tests.command_process import call, start
from tests.end_to_end.serving import Service, until
from tests.end_to_end.small_worlds import Installation, moment_of, new_installation, query
from tests.faults.changing import Fault
from tests.faults.worlds import World
from tests.intake import samples

# Number of files waiting at once.
CROWDS = [pytest.param(100, id="100 files"), pytest.param(1000, marks=pytest.mark.slow, id="1000 files")]
BACKLOG = 30


def test_two_runs_at_once_take_every_drop_once(world: World) -> None:
    world.anew()
    runs = [start(world.installation, "run", said=name) for name in ("one", "two")]
    ended = [run.end() for run in runs]
    assert [(run.code, run.err) for run in ended] == [(0, ""), (0, "")]
    # One run did the work; the other waited for the lock and found nothing waiting.
    assert sorted("ingen nye filer" in run.out for run in ended) == [False, True]
    world.assert_as_undisturbed()


@pytest.mark.slow
def test_a_server_and_commands_together(world: World) -> None:
    installation = world.anew()
    aside = {
        path: path.rename(installation.root / path.name)
        for path in [f.path for f in list_waiting(installation.settings.inbox)]
    }
    service = Service(installation)
    service.start()
    try:
        for path, kept in sorted(aside.items()):
            kept.rename(path)
            ended = call(installation, "run")
            assert (ended.code, ended.err) == (0, "")
        until(
            lambda: not list(list_waiting(installation.settings.inbox)) and service.all_ended(), "files stay"
        )
        assert set(service.statuses()) <= {"SUCCESS"}
    finally:
        assert service.stop()
    world.finish()
    world.assert_as_undisturbed()


def replace(path: Path, content: bytes) -> None:
    """Replace a file as a partner does who saves it again."""
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(content)
    os.utime(beside, (samples.RECEIVED, samples.RECEIVED))
    beside.replace(path)


@pytest.mark.slow
@pytest.mark.parametrize("moment", [r"\.incoming/", "^write receipts/"])
def test_a_file_that_is_replaced_while_it_is_taken(world: World, moment: str) -> None:
    """The archive holds the old or the new contents completely; in the end the newer file counts."""
    installation = world.anew()
    path = installation.settings.inbox / "oestskolen" / "a ny.csv"
    newer = samples.text(samples.ABSENCE, samples.absence(12, "2023M08"))
    first = call(installation, "run", before=Fault(moment, instead=partial(replace, path, newer)).set)
    assert (first.code, first.err) == (0, "")
    world.finish()
    taken = [drop for drop in installation.manifests() if drop.file_name == path.name]
    assert [drop.rows.read for drop in taken] in ([9, 12], [12])
    assert taken[-1].accepted and (installation.settings.raw / taken[-1].folder / ROWS).exists()
    assert not list(list_waiting(installation.settings.inbox))


def crowd(installation: Installation, files: int) -> None:
    """Many small files of four schools; with a thousand files, each month of four years occurs several times."""
    schools = {
        "oestskolen": "561001",
        "havneskolen": "561002",
        "vestskolen": "561010",
        "nordskolen": "561011",
    }
    for number in range(files):
        partner, school = list(schools.items())[number % 4]
        month = f"{2021 + number // 4 % 4}M{number // 16 % 12 + 1:02d}"
        rows = samples.absence(3, month, school, seed=number)
        installation.put(f"{number}.csv", samples.text(samples.ABSENCE, rows), partner)


@pytest.mark.parametrize("files", CROWDS)
def test_a_thousand_files_at_once(tmp_path: Path, files: int) -> None:
    installation = new_installation(tmp_path / "inst")
    crowd(installation, files)
    ended = call(installation, "run")
    assert (ended.code, ended.err) == (0, "")
    assert len(installation.manifests()) == files
    assert not list(list_waiting(installation.settings.inbox))
    receipts = Counter(path.parent.name for path in installation.settings.receipts.rglob("*.json"))
    assert set(receipts.values()) == {files // 4}


def backlog() -> list[tuple[str, bytes, date]]:
    """Thirty drops of one school: each month of half a year five times, corrected each time."""
    return [
        (
            f"{number}.csv",
            samples.text(
                samples.ABSENCE,
                samples.absence(9, f"2023M{number % 6 + 1:02d}", sick=str(number // 6)),
            ),
            date(2024, 1, 1) + timedelta(days=number),
        )
        for number in range(BACKLOG)
    ]


def test_a_backlog_is_taken_in_the_order_it_was_sent(tmp_path: Path) -> None:
    """Compare with an installation that ingested each file on its own day."""
    daily, late = new_installation(tmp_path / "daily"), Installation(tmp_path / "late")
    shutil.copytree(daily.root, late.root)
    for name, content, sent in backlog():
        samples.put(daily.settings, content, name, modified=moment_of(sent))
        with data_lock(daily.settings):
            steps.ingest(daily.settings)
    for name, content, sent in Random(7).sample(backlog(), BACKLOG):
        samples.put(late.settings, content, name, modified=moment_of(sent))
    for installation in (daily, late):
        with data_lock(installation.settings):
            steps.ingest(installation.settings)
            steps.build(installation.settings)
    assert [drop.file_name for drop in late.manifests()] == [name for name, _, _ in backlog()]
    newest = "select * exclude (receipt_id) from stg_absence order by all"
    rows = query(late.settings.warehouse, newest)
    assert len(rows) == 9 * 6
    assert rows == query(daily.settings.warehouse, newest)
    assert late.cells() == daily.cells()
