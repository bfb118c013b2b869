from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from pipelines.intake import ingest as ingest_module
from pipelines.intake.archive import store
from pipelines.intake.archive.drop_folder import read_manifests
from pipelines.intake.identity.keyring import Keys
from pipelines.settings import Settings
from tests.intake import samples
from tests.intake.samples import absence, codes, ingest, put, text

GOOD = text(samples.ABSENCE, absence())
BROKEN = {
    "empty_file": b"",
    "broken_workbook": samples.workbook({"A": [samples.ABSENCE]})[:300],
    "not_a_table": b"%PDF-1.7 ...",
    "not_recognised": b"Navn;Adresse\r\nAnna;Havnegade\r\n",
    "protected": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "no_rows": text(samples.ABSENCE, []),
    "missing_column": text(samples.ABSENCE[:-1], [row[:-1] for row in absence()]),
    "not_agreed": text(samples.RESIDENTS, samples.residents()),
}


def test_an_ingested_file_leaves_the_inbox_and_is_archived(installation: Settings, keys: Keys) -> None:
    path = put(installation, GOOD)
    (drop,) = ingest(installation, keys)
    assert not path.exists()
    assert {p.name for p in (installation.raw / drop.folder).iterdir()} == {
        "manifest.json",
        "rows.parquet",
        "quarantine.parquet",
        "original.age",
    }
    assert (installation.receipts / "oestskolen" / f"{drop.receipt_id}.json").exists()
    assert ingest(installation, keys) == []


@pytest.mark.parametrize(("code", "data"), BROKEN.items(), ids=list(BROKEN))
def test_a_broken_file_gets_a_receipt_and_affects_no_other(
    installation: Settings, keys: Keys, code: str, data: bytes
) -> None:
    put(installation, data, "a.csv", modified=samples.RECEIVED - 1)
    put(installation, GOOD, "b.csv")
    bad, good = ingest(installation, keys)
    assert (bad.verdict, bad.rows.loaded, code in codes(bad)) == ("rejected", 0, True)
    assert (good.verdict, good.rows.loaded) == ("accepted", 3)
    assert [p for p in installation.inbox.rglob("*") if p.is_file() and "retur" not in p.parts] == []
    assert (installation.raw / bad.folder / "original.age").exists()


def test_an_unknown_partner_gets_a_receipt_in_its_own_folder(installation: Settings, keys: Keys) -> None:
    put(installation, GOOD, partner="fremmed")
    (drop,) = ingest(installation, keys)
    assert (drop.verdict, codes(drop), drop.folder.split("/")[0]) == (
        "rejected",
        ["unknown_partner"],
        "unrecognised",
    )
    assert len(list((installation.inbox / "fremmed" / "retur").iterdir())) == 1


def test_drops_are_ingested_in_order_and_the_newer_replaces(installation: Settings, keys: Keys) -> None:
    put(installation, text(samples.ABSENCE, absence(sick="3")), "a.csv", modified=samples.RECEIVED)
    put(installation, GOOD, "b.csv", modified=samples.RECEIVED - 100)
    old, new = ingest(installation, keys)
    assert (old.file_name, new.file_name, new.supersedes) == ("b.csv", "a.csv", [old.receipt_id])
    assert [old.sequence, new.sequence] == [1, 2]


def test_two_copies_of_a_file_are_one_drop_and_one_duplicate(installation: Settings, keys: Keys) -> None:
    put(installation, GOOD, "a.csv")
    put(installation, GOOD, "b.csv")
    assert [drop.verdict for drop in ingest(installation, keys)] == ["accepted", "duplicate"]


def test_a_run_interrupted_before_removal_stores_nothing_twice(
    installation: Settings, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(installation, GOOD)

    def die(self: Path, missing_ok: bool = False) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Path, "unlink", die)
        ingest(installation, keys)
    assert path.exists()
    before = list(read_manifests(installation))
    (again,) = ingest(installation, keys)
    assert (again.verdict, [again]) == ("accepted", before)
    assert list(read_manifests(installation)) == before
    assert len(list((installation.receipts / "oestskolen").iterdir())) == 1
    assert not path.exists()


def test_a_run_interrupted_before_the_rename_leaves_no_drop(
    installation: Settings, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(installation, GOOD)

    def die(self: Path, target: Path) -> Path:
        # The folder is complete, but does not have its name yet.
        assert ".incoming" in self.parts and (self / "manifest.json").exists(), self
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Path, "rename", die)
        ingest(installation, keys)
    assert path.exists()
    assert list(read_manifests(installation)) == []
    assert list(installation.raw.glob("absence/*")) == []
    (drop,) = ingest(installation, keys)
    assert (drop.verdict, len(samples.rows(installation, drop))) == ("accepted", 3)
    assert list((installation.raw / ".incoming").iterdir()) == []


def test_a_full_disk_keeps_the_file_in_the_inbox(
    installation: Settings, keys: Keys, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = put(installation, GOOD, "CPR 170514-4123.csv")

    def full(*args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    with monkeypatch.context() as patched:
        patched.setattr(store, "write_json", full)
        assert ingest(installation, keys) == []
    assert path.exists()
    assert "OSError" in caplog.text and "170514" not in caplog.text
    assert [drop.verdict for drop in ingest(installation, keys)] == ["accepted"]


def test_a_name_that_is_no_utf_8_stops_nothing(installation: Settings, keys: Keys) -> None:
    folder = os.fsencode(put(installation, GOOD, "god.csv").parent)
    Path(os.fsdecode(folder + b"/frav\xe6r.csv")).write_bytes(text(samples.ABSENCE, absence(sick="3")))
    assert sorted(drop.file_name for drop in ingest(installation, keys)) == ["frav\ufffdr.csv", "god.csv"]


def test_progress_is_reported_for_each_file(installation: Settings, keys: Keys) -> None:
    put(installation, GOOD, "a.csv")
    put(installation, b"", "b.csv")
    steps: list[tuple[str, int, int]] = []
    ingest_module.ingest_waiting(
        installation, keys, lambda step, done=0, total=0: steps.append((step, done, total))
    )
    assert steps == [("take", 0, 2), ("take", 1, 2)]


def test_a_link_called_retur_leads_no_receipt_out_of_the_inbox(
    installation: Settings, keys: Keys, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    file = put(installation, text(samples.ABSENCE, absence()))
    (file.parent / "retur").symlink_to(outside)
    ingest(installation, keys)
    assert list(outside.iterdir()) == []
    assert any((file.parent / "retur").iterdir())


def test_a_file_called_retur_is_a_drop_and_stops_no_receipt(installation: Settings, keys: Keys) -> None:
    file = put(installation, text(samples.ABSENCE, absence()), "retur")
    put(installation, text(samples.ABSENCE, absence(1)), "anden.csv")
    ingest(installation, keys)
    ingest(installation, keys)
    assert (file.parent / "retur").is_dir()
    assert [path for path in file.parent.iterdir() if path.is_file()] == []
