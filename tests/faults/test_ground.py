"""Failures of the environment: a full disk, a folder without write access, a missing inbox, a locked database.

Each gives a Danish message, loses no data, and the next run succeeds once the cause is removed.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from tests.command_process import Ended, call
from tests.faults.changing import Fault
from tests.faults.worlds import World, tables_of

FULL = "Der er ikke mere plads"
SHUT = "må ikke skrives"
Grounds = dict[str, tuple[Fault, str]]
# In the order of a run: each fault comes at a later step. Whatever can still be ingested and published is.
TAKING = {
    "disk full for a drop": (Fault(r"raw/\.incoming/", errno=errno.ENOSPC), FULL),
    "the archive is read-only": (Fault(r"-> raw/\w+/\d", errno=errno.EROFS), SHUT),
    "disk full for a receipt": (Fault("^write receipts/", errno=errno.ENOSPC), FULL),
    "a partner's folder is read-only": (Fault("^(write|remove) inbox/", errno=errno.EACCES), SHUT),
}
COMPUTING = {
    "disk full for the dbt contracts": (Fault("dbt/contracts/", errno=errno.ENOSPC), FULL),
    "disk full for the build state": (Fault(r"^write dbt/\.built", errno=errno.ENOSPC), FULL),
    "disk full for a publication": (Fault("^(mkdir|write) marts/", errno=errno.ENOSPC), FULL),
    "the marts are read-only": (Fault("-> marts/", errno=errno.EROFS), SHUT),
}


def assert_refused(world: World, ended: Ended, *words: str) -> None:
    """The failure is reported and stored."""
    assert_reported(world, ended, *words)
    status = call(world.installation, "status")
    assert status.code == 0, status.err
    assert all(word in status.out for word in words), status.out


def assert_reported(world: World, ended: Ended, *words: str) -> None:
    """The message is in Danish without a traceback, and no file is missing."""
    said = ended.out + ended.err
    assert ended.code == 1, said
    assert "Traceback" not in said and 'File "' not in said
    assert all(word in ended.err for word in words), said
    world.assert_nothing_missing(words)


@pytest.mark.parametrize(
    "faults_and_messages",
    [pytest.param(TAKING, id="taking"), pytest.param(COMPUTING, marks=pytest.mark.slow, id="computing")],
)
def test_every_step_reports_an_environment_fault(world: World, faults_and_messages: Grounds) -> None:
    world.anew()
    for ground, (fault, said) in faults_and_messages.items():
        before = tables_of(world.installation)
        ended = call(world.installation, "run", before=fault.set)
        assert ended.code, f"{ground}: {ended}"
        assert_refused(world, ended, said)
        assert ground in TAKING or tables_of(world.installation) == before, ground
    world.finish()
    world.assert_as_undisturbed()


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[bool]:
    """Mount a small file system on a folder where the user may mount; return whether it was mounted."""
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    mounted = subprocess.run(mounting, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.slow
def test_a_disk_that_is_really_full(world: World) -> None:
    """Covers the files that DuckDB and Polars write themselves, which raise no audit events."""
    installation = world.anew()
    data = installation.settings.data
    kept = shutil.move(data, data.with_name("aside"))
    data.mkdir()
    with small_disk(data, "1g") as mounted:
        assert mounted, "This test needs a disk of its own: run it as root, or where tmpfs may be mounted."
        shutil.copytree(kept, data, symlinks=True, dirs_exist_ok=True)
        filler = data / "filler"
        for free in (20_000, 200_000, 1_000_000, 3_000_000):
            filler.unlink(missing_ok=True)
            fill(filler, free)
            before = tables_of(installation)
            # The failure itself may not be storable on a full disk.
            assert_reported(world, call(installation, "run"), FULL)
            assert tables_of(installation) == before
        filler.unlink()
        world.finish()
        world.assert_as_undisturbed()


def fill(filler: Path, free: int) -> None:
    """Leave only the given number of bytes free."""
    size_to_fill = shutil.disk_usage(filler.parent).free - free
    handle = os.open(filler, os.O_CREAT | os.O_WRONLY)
    os.posix_fallocate(handle, 0, size_to_fill)
    os.close(handle)


HOLDING = """
import duckdb, sys
with duckdb.connect(sys.argv[1]):
    print("open", flush=True)
    sys.stdin.read()
"""


def test_a_warehouse_that_somebody_has_open_and_an_inbox_that_is_gone(world: World) -> None:
    """The inbox as when a network share is not mounted: a new empty folder in its place would hide the error."""
    installation = world.anew()
    words = [sys.executable, "-c", HOLDING, str(installation.settings.warehouse)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout and holder.stdout.readline() == "open\n"
        assert_refused(world, call(installation, "run"), "Et andet program har databasen åben", "medvind run")
        holder.communicate()
    aside = installation.settings.inbox.rename(installation.root / "share")
    ended = call(installation, "run")
    assert ended.code == 1 and "indbakken" in ended.err.lower(), ended
    assert not installation.settings.inbox.exists()
    status = call(installation, "status")
    assert status.code == 0 and "findes ikke" in status.out, status
    aside.rename(installation.settings.inbox)
    world.finish()
    world.assert_as_undisturbed()


def move(source: Path, target: Path) -> None:
    source.rename(target)


def test_an_inbox_that_goes_while_files_are_taken(world: World) -> None:
    installation = world.anew()
    gone = partial(move, installation.settings.inbox, installation.root / "share")
    ended = call(installation, "run", before=Fault("^rename raw/", instead=gone).set)
    assert ended.code == 1 and "Indbakken findes ikke" in ended.err and "Traceback" not in ended.err
    assert not installation.settings.inbox.exists()
    (installation.root / "share").rename(installation.settings.inbox)
    world.finish()
    world.assert_as_undisturbed()
