"""Readers and crashes: readers always see a complete publication while another is made."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipelines import atomic_io
from pipelines.atomic_io import replace_file
from pipelines.publication.mart_tables import PUBLISHED
from pipelines.publication.publish import Basis, publish
from pipelines.settings import Settings

# Two tables carry the number of the publication; a reader that sees two numbers saw a partial update.
STAMPS = (
    "select distinct target from indicators union select distinct owner::double from indicator_definitions"
)

# It never pauses, since a swap takes less than a millisecond.
READER = """
import sys, duckdb, pathlib
marts, seen = pathlib.Path(sys.argv[1]), []
print("ready", flush=True)
while not (marts / "stop").exists():
    with duckdb.connect(str(marts / "medvind.duckdb"), read_only=True) as reader:
        stamps = reader.execute(sys.argv[2]).fetchall()
    file = str(marts / "parquet" / "indicators.parquet")
    beside = duckdb.execute("select distinct target from read_parquet(?)", [file]).fetchall()
    assert len(stamps) == len(beside) == 1, (stamps, beside)
    seen.append(int(stamps[0][0]))
assert seen == sorted(seen), seen
print(len(seen), len(set(seen)))
"""


def stamp(settings: Settings, number: int) -> None:
    """Put the number of the next publication into the two tables."""
    with duckdb.connect(str(settings.warehouse)) as warehouse:
        warehouse.execute("update indicators set target = ?", [number])
        warehouse.execute("update indicator_definitions set owner = ?", [str(number)])


def stamps(published: Path) -> set[int]:
    with duckdb.connect(str(published), read_only=True) as reader:
        return {int(row[0]) for row in reader.execute(STAMPS).fetchall()}


@pytest.mark.usefixtures("without_audit")
def test_a_reader_in_another_process_never_fails_and_never_sees_a_partial_update(settings: Settings) -> None:
    stamp(settings, 0)
    publish(settings, Basis({}, {}))
    command = [sys.executable, "-c", READER, str(settings.marts), STAMPS]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        reader.stdout.readline()
        for number in range(1, 11):
            stamp(settings, number)
            publish(settings, Basis({}, {}))
        (settings.marts / "stop").touch()
        out, err = reader.communicate(timeout=600)
    assert reader.returncode == 0, err
    looked, different = map(int, out.split())
    assert looked >= different > 3


class Crash(BaseException):
    """A simulated power failure."""


@pytest.mark.usefixtures("without_audit")
def test_a_crash_at_any_step_leaves_a_complete_file_and_the_next_run_works(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp(settings, 0)
    publish(settings, Basis({}, {}))
    survived = 0
    while crashes_at(survived, settings, monkeypatch):
        assert len(stamps(settings.published)) == 1
        assert len(list((settings.marts / "parquet").glob("*.parquet"))) == len(PUBLISHED)
        survived += 1
    assert survived > 10
    assert stamps(settings.published) == {survived + 1}
    assert no_leftovers(settings)


def crashes_at(step: int, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Publish, and crash just before the `step`-th change of the disk; False where there are fewer."""
    left = iter(range(step))

    def crash(*paths: Path) -> None:
        if next(left, None) is None:
            raise Crash

    def before(step: Callable[..., object]) -> Callable[..., None]:
        return lambda *paths: (crash(), step(*paths))[0]

    stamp(settings, step + 1)
    with monkeypatch.context() as patch:
        patch.setattr(atomic_io, "sync", crash)
        patch.setattr(Path, "rename", before(Path.rename))
        patch.setattr(Path, "replace", before(Path.replace))
        try:
            publish(settings, Basis({}, {}))
        except Crash:
            return True
    return False


def no_leftovers(settings: Settings) -> bool:
    names = [path.name for folder in (settings.marts, settings.publications) for path in folder.iterdir()]
    return not any(name.startswith(".") for name in names)


def test_a_file_system_without_hard_links_gets_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*paths: Path) -> None:
        raise OSError

    source, target = tmp_path / "source", tmp_path / "target"
    source.write_text("new")
    target.write_text("old")
    monkeypatch.setattr("os.link", refuse)
    replace_file(source, target)
    assert target.read_text() == "new"
    assert source.stat().st_ino != target.stat().st_ino
