from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from pipelines.intake.inbox import listing as listing_module
from pipelines.intake.inbox.listing import waiting_files
from pipelines.intake.inbox.open_files import is_being_written
from pipelines.settings import Settings
from tests.intake.samples import RECEIVED, put


def names(installation: Settings) -> list[str]:
    return [file.name for file in waiting_files(installation)]


def test_an_empty_inbox_and_none_at_all(installation: Settings) -> None:
    assert names(installation) == []
    installation.inbox.mkdir(parents=True)
    assert names(installation) == []


def test_files_wait_in_the_order_they_were_modified_then_by_path(installation: Settings) -> None:
    put(installation, b"1", "a.csv", "oestskolen", RECEIVED + 2)
    put(installation, b"2", "b.csv", "oestskolen", RECEIVED + 1)
    put(installation, b"3", "d.csv", "oestskolen", RECEIVED)
    put(installation, b"4", "c.csv", "oestskolen", RECEIVED)
    put(installation, b"5", "z.csv", "kommunen", RECEIVED)
    assert names(installation) == ["z.csv", "c.csv", "d.csv", "b.csv", "a.csv"]


def test_subfolders_belong_to_the_partner(installation: Settings) -> None:
    put(installation, b"1", "2025/efterår/a.csv")
    (file,) = waiting_files(installation)
    assert (file.partner, file.name) == ("oestskolen", "2025/efterår/a.csv")


def test_folders_in_which_no_file_is_a_drop_are_not_read(
    installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The receipts of years lie in the return folder, and the inbox is listed twice a second."""
    for name in ("a.csv", "2025/b.csv", "retur/2024/kvittering.html", "2025/retur/c.csv", ".skjult/d.csv"):
        put(installation, b"1", name)
    read: list[str] = []
    scandir = os.scandir

    def noted(folder: str | Path) -> object:
        read.append(Path(folder).name)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", noted)
    assert names(installation) == ["2025/b.csv", "a.csv"]
    assert set(read) <= {"inbox", "oestskolen", "2025"}


@pytest.mark.parametrize(
    "name",
    [
        "~$elever.xlsx",
        ".elever.csv.swp",
        ".DS_Store",
        "elever.csv.part",
        "elever.tmp",
        "elever.CRDOWNLOAD",
        "Thumbs.db",
        "desktop.ini",
        "retur/kvittering.html",
        "retur/2025/a.csv",
        "2025/retur/a.csv",
        ".skjult/a.csv",
        "._elever.csv",
        ".~lock.elever.csv#",
        ".syncthing.elever.csv.tmp",
        "elever.csv.!sync",
        "@eaDir/elever.csv/SYNO@SynoEAStream",
        "#recycle/elever.csv",
        "$RECYCLE.BIN/elever.csv",
    ],
)
def test_a_file_that_is_no_drop_is_not_listed(installation: Settings, name: str) -> None:
    path = put(installation, b"1", name)
    assert names(installation) == []
    assert path.exists()


def test_a_name_that_only_holds_such_a_word_is_a_drop(installation: Settings) -> None:
    put(installation, b"1", "retur af elever.csv")
    put(installation, b"1", "Kopi af elever (1)_ENDELIG_v2.part.csv")
    assert len(names(installation)) == 2


@pytest.mark.parametrize(
    "name",
    [
        "elever (conflicted copy 2025-09-05 101500).csv",
        "elever-PC123.csv",
        "elever.sync-conflict-20250905-101500-ABCDEFG.csv",
        "ELEVER~1.CSV",
        "elever.csv ",
        "elever\uf03a 5 september.csv",
        "fravae\u0308r.csv",
    ],
)
def test_a_shared_folder_may_change_a_name_and_it_is_a_drop(installation: Settings, name: str) -> None:
    put(installation, b"1", name)
    assert names(installation) == [name]


def test_a_shared_folder_may_keep_an_old_time_or_round_it(installation: Settings) -> None:
    put(installation, b"1", "b.csv", modified=RECEIVED + 0.9)
    put(installation, b"2", "a.csv", modified=RECEIVED + 2)
    put(installation, b"3", "gammel.csv", modified=RECEIVED - 100 * 86400)
    assert names(installation) == ["gammel.csv", "b.csv", "a.csv"]
    assert [file.received_at.year for file in waiting_files(installation)] == [2025, 2026, 2026]


def test_a_file_outside_the_partners_folders_is_not_listed(installation: Settings) -> None:
    installation.inbox.mkdir(parents=True)
    (installation.inbox / "a.csv").write_bytes(b"1")
    assert names(installation) == []


def test_links_and_devices_are_never_followed(installation: Settings, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "hemmelig.csv").write_bytes(b"1")
    put(installation, b"1", "a.csv")
    folder = installation.inbox / "oestskolen"
    (folder / "fil.csv").symlink_to(outside / "hemmelig.csv")
    (folder / "mappe").symlink_to(outside)
    (installation.inbox / "kommunen").symlink_to(outside)
    os.mkfifo(folder / "ror.csv")
    assert names(installation) == ["a.csv"]


def test_a_growing_file_waits_until_it_is_settled(
    installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(installation, b"1", "hel.csv")
    growing = put(installation, b"1", "voksende.csv")

    def meanwhile(seconds: float) -> None:
        growing.write_bytes(b"12")

    with monkeypatch.context() as patched:
        patched.setattr(listing_module.time, "sleep", meanwhile)
        assert names(installation) == ["hel.csv"]
    assert names(installation) == ["hel.csv", "voksende.csv"]


def test_a_file_that_appears_or_disappears_meanwhile_is_not_listed(
    installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = put(installation, b"1", "gammel.csv")

    def meanwhile(seconds: float) -> None:
        old.unlink()
        put(installation, b"1", "ny.csv")

    monkeypatch.setattr(listing_module.time, "sleep", meanwhile)
    assert names(installation) == []


def test_a_file_that_was_touched_just_now_is_waited_for_and_an_old_one_is_not(
    installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    path = put(installation, b"1")
    changed = path.stat().st_ctime
    monkeypatch.setattr(listing_module.time, "sleep", slept.append)
    for now in (changed + 0.01, changed + 60, changed - 3600):
        monkeypatch.setattr(listing_module.time, "time", lambda now=now: now)
        waiting_files(installation)
    assert slept == [pytest.approx(0.04, abs=0.001), 0.0, 0.05]


def test_a_file_from_the_future_was_received_now(installation: Settings) -> None:
    before = datetime.now().replace(microsecond=0)
    put(installation, b"1", modified=time.time() + 1e6)
    (file,) = waiting_files(installation)
    assert before <= file.received_at <= datetime.now()


def test_a_file_that_was_replaced_is_another(installation: Settings) -> None:
    path = put(installation, b"1")
    (file,) = waiting_files(installation)
    assert file.is_unchanged
    path.write_bytes(b"2")
    os.utime(path, (RECEIVED, RECEIVED))
    assert not file.is_unchanged


def test_a_name_that_is_no_utf_8_can_be_written(installation: Settings) -> None:
    folder = installation.inbox / "oestskolen"
    folder.mkdir(parents=True)
    Path(os.fsdecode(os.fsencode(folder) + b"/frav\xe6r.csv")).write_bytes(b"1")
    (file,) = waiting_files(installation)
    assert file.name == "frav\ufffdr.csv"
    assert file.path.read_bytes() == b"1"


def test_a_file_that_is_open_for_writing_waits_however_long_it_stands_still(installation: Settings) -> None:
    path = put(installation, b"CPR-nr;Dato", "stille.csv")
    put(installation, b"1", "hel.csv")
    with path.open("ab"):
        assert names(installation) == ["hel.csv"]
    assert names(installation) == ["hel.csv", "stille.csv"]


def test_a_file_that_is_open_for_reading_is_taken(installation: Settings) -> None:
    with put(installation, b"1", "set.csv").open("rb"):
        assert names(installation) == ["set.csv"]


def test_whoever_opens_a_file_while_it_is_listed_ends_nothing(installation: Settings) -> None:
    path = put(installation, b"1", "travl.csv")
    opening = f"while True: open({str(path)!r}, 'ab').close()"
    with subprocess.Popen([sys.executable, "-c", opening]) as writer:
        for _ in range(30_000):
            is_being_written(path)
        writer.kill()
    assert names(installation) == ["travl.csv"]
