"""What is stored of a file's digest does not give the personal number of a file with one row back."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from pipelines.atomic_io import write_json
from pipelines.intake.archive.drop_folder import MANIFEST
from pipelines.intake.identity.key_files import load_keys
from pipelines.intake.identity.keyring import Keys
from pipelines.lock import data_lock
from pipelines.operations.migrations import open_store
from pipelines.privacy.forget import forget
from pipelines.privacy.rotate import rotate
from pipelines.settings import Settings
from tests.privacy.delivered_world import CPR, absence, drops, names, samples


def deliver(installation: Settings, keys: Keys) -> None:
    samples.put(installation, absence([CPR]), "en.csv", modified=samples.RECEIVED)
    samples.ingest(installation, keys)


def stored_texts(installation: Settings) -> list[str]:
    """Every JSON file and page that is kept of a drop: in the archive, the receipts and the return folder."""
    found = [*installation.data.rglob("*.json"), *installation.data.rglob("*.jsonl")]
    return [path.read_text("utf-8") for path in [*found, *installation.data.rglob("retur/*.html")]]


def guessed(installation: Settings) -> list[str]:
    """The last digits of the number, where a guesser who knows the rest of the file finds its digest, whole or cut."""
    texts, found = stored_texts(installation), []
    for last in range(10_000):
        guess = hashlib.sha256(absence([f"{CPR[:6]}{last:04d}"])).hexdigest()
        found += [f"{last:04d}" for text in texts if guess[:12] in text]
    return found


def in_receipt(installation: Settings) -> str:
    (path,) = installation.receipts.rglob("*.json")
    return str(json.loads(path.read_text("utf-8"))["sha256"])


def test_trying_all_numbers_finds_nothing(installation: Settings, keys: Keys) -> None:
    deliver(installation, keys)
    assert in_receipt(installation) == drops(installation)[0].sha256 != ""
    assert guessed(installation) == []


def test_the_digest_is_another_one_under_another_key(installation: Settings, keys: Keys) -> None:
    deliver(installation, keys)
    before = in_receipt(installation)
    rotate(installation)
    assert in_receipt(installation) == drops(installation)[0].sha256 != before
    samples.put(installation, absence([CPR]), "igen.csv", modified=samples.RECEIVED + 1)
    samples.ingest(installation, load_keys(installation.keys))
    assert [drop.verdict for drop in drops(installation)] == ["accepted", "duplicate"]


def test_a_destroyed_original_leaves_no_digest(installation: Settings, keys: Keys) -> None:
    deliver(installation, keys)
    forget(installation, keys, names(installation, keys), date(2026, 1, 2))
    assert in_receipt(installation) == drops(installation)[0].sha256 == ""


def test_an_older_store_loses_its_plain_digests(installation: Settings, keys: Keys) -> None:
    deliver(installation, keys)
    (drop,), (receipt,) = drops(installation), installation.receipts.rglob("*.json")
    plain = hashlib.sha256(absence([CPR])).hexdigest()
    for path in (installation.raw / drop.folder / MANIFEST, receipt):
        write_json(path, json.loads(path.read_text("utf-8")) | {"sha256": plain})
    assert CPR[6:] in guessed(installation)
    installation.format.unlink(missing_ok=True)
    with data_lock(installation):
        open_store(installation)
    assert guessed(installation) == []
    assert drops(installation) == [replace(drop)]


def test_receipts_are_closed(installation: Settings, keys: Keys) -> None:
    with data_lock(installation):
        deliver(installation, keys)
    assert mode(installation.receipts) == 0o700


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777
