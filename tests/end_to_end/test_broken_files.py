"""Broken files are refused with a receipt and do not affect other files; entries that are not files are left alone."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from pipelines.intake.archive.manifest import Manifest
from tests.end_to_end.small_worlds import Installation, Town, copy_inbox, new_installation

# Bytes of damaged files as disks and mail programs produce them.
BROKEN = {
    "tilfældig.csv": random.Random(1).randbytes(5000),
    "udskrift.xlsx": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n",
    "tom.csv": b"",
    "nuller.csv": b"CPR-nr;\0\0\0;M\0aaned\r\n\0\0;\0\0\r\n",
    "zip.xlsx": b"PK\x03\x04" + bytes(200),
}


class Both:
    """An installation with the hamlet's good files, and one with the same files plus broken ones."""

    def __init__(self, inbox: Installation, good: Installation, folder: Path) -> None:
        self.good, self.mixed = good, new_installation(folder / "mixed")
        self.outside = folder / "outside.csv"
        self.outside.write_text("CPR-nr;Institutionsnr\n", encoding="utf-8")
        copy_inbox(inbox, self.mixed)
        workbook = next(iter(sorted(inbox.settings.inbox.rglob("*.xlsx"))))
        self.broken = BROKEN | {"afkortet.xlsx": workbook.read_bytes()[:-2000]}
        for name, content in self.broken.items():
            for partner in ("oestskolen", "kommunen"):
                self.mixed.put(f"mappe/{name}", content, partner)
        self._put_what_is_no_file(self.mixed.settings.inbox / "oestskolen")

    def _put_what_is_no_file(self, folder: Path) -> None:
        (folder / "passwd.csv").symlink_to("/etc/passwd")
        (folder / "genvej.csv").symlink_to(self.outside)
        (folder / "mappegenvej").symlink_to(self.outside.parent, target_is_directory=True)
        os.mkfifo(folder / "kø.csv")
        (folder / "x.csv").mkdir()
        self.no_files = {"passwd.csv", "genvej.csv", "mappegenvej", "kø.csv", "x.csv"}


@pytest.fixture(scope="module")
def both(hamlet_inbox: Town, hamlet: Installation, tmp_path_factory: pytest.TempPathFactory) -> Both:
    made = Both(hamlet_inbox.installation, hamlet, tmp_path_factory.mktemp("broken"))
    ended = made.mixed.ask("run")
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr
    return made


def broken_drops(both: Both) -> list[Manifest]:
    return [drop for drop in both.mixed.manifests() if drop.file_name in both.broken]


def test_every_broken_file_is_refused_with_a_reason(both: Both) -> None:
    drops = broken_drops(both)
    assert sorted(drop.file_name for drop in drops) == sorted([*both.broken, *both.broken])
    for drop in drops:
        assert (drop.verdict, drop.rows.read) == ("rejected", 0), drop.file_name
        assert any(problem.severity == "error" and problem.message_da for problem in drop.problems)
        assert (both.mixed.settings.receipts / drop.partner / f"{drop.receipt_id}.json").exists()
        assert list((both.mixed.settings.inbox / drop.partner / "retur").glob(f"*{drop.receipt_id}*"))


def test_no_file_fails_with_an_internal_error(both: Both) -> None:
    assert not [drop for drop in both.mixed.manifests() for p in drop.problems if p.code == "our_error"]


def test_good_files_give_the_same_result_without_the_broken_ones(both: Both) -> None:
    def manifest_summaries(installation: Installation) -> list[tuple[object, ...]]:
        mine = [drop for drop in installation.manifests() if drop.file_name not in both.broken]
        return [(d.partner, d.file_name, d.feed, d.verdict, d.rows, d.received_at) for d in mine]

    assert manifest_summaries(both.mixed) == manifest_summaries(both.good)
    assert both.mixed.cells() == both.good.cells()
    assert both.mixed.published("indicators") == both.good.published("indicators")


def test_what_is_no_file_is_neither_followed_nor_touched(both: Both) -> None:
    folder = both.mixed.settings.inbox / "oestskolen"
    assert both.no_files <= {path.name for path in folder.iterdir()}
    assert both.outside.read_text(encoding="utf-8") == "CPR-nr;Institutionsnr\n"
    assert {drop.file_name for drop in both.mixed.manifests()}.isdisjoint(both.no_files)
    assert {drop.file_name for drop in both.mixed.manifests()}.isdisjoint({both.outside.name})


def test_files_leave_the_inbox_once_they_are_answered(both: Both) -> None:
    inbox = both.mixed.settings.inbox
    left = [path for path in inbox.rglob("*") if path.is_file() and not path.is_symlink()]
    assert all(path.parent.name == "retur" for path in left)
