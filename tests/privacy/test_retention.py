from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from pipelines.intake.archive.drop_folder import ORIGINAL, QUARANTINE, ROWS
from pipelines.intake.identity.key_files import load_keys
from pipelines.intake.identity.keyring import Keys
from pipelines.privacy import retention
from pipelines.privacy.find import find
from pipelines.privacy.forget import forget
from pipelines.privacy.retention import due, purge
from pipelines.privacy.rotate import rotate
from pipelines.settings import Limits, Settings
from schemas.partners import Partner, find_partner
from tests.privacy.delivered_world import DAY, OTHERS, absence, drops, fill, names, samples

# The day of the oldest drop of the archive; the others came one a day after it.
FIRST = datetime.fromtimestamp(samples.RECEIVED).date()


def after(days: int) -> date:
    return FIRST + timedelta(days=days)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12)


def files(installation: Settings, name: str) -> set[str]:
    return {
        drop.file_name for drop in drops(installation) if (installation.raw / drop.folder / name).exists()
    }


def named(installation: Settings, today: date) -> set[tuple[str, str]]:
    known = {drop.receipt_id: drop.file_name for drop in drops(installation)}
    return {(known[found.receipt_id], found.what) for found in due(installation, today)}


@pytest.fixture
def archive(installation: Settings, keys: Keys) -> Settings:
    fill(installation, keys)
    return installation


def test_nothing_is_due_before_its_retention_ends(archive: Settings) -> None:
    assert named(archive, after(90)) == set()


def test_originals_and_quarantine_are_due_after_ninety_days(archive: Settings) -> None:
    assert named(archive, after(91)) == {("a.csv", ORIGINAL), ("a.csv", QUARANTINE)}
    purge(archive, noon(after(92)))
    assert files(archive, ORIGINAL) == files(archive, QUARANTINE) == {"c.csv", "d.csv", "e.csv", "f.csv"}
    assert files(archive, ROWS) == {"a.csv", "b.csv", "c.csv", "e.csv", "f.csv"}


def test_the_retention_is_a_setting(archive: Settings) -> None:
    sooner = replace(archive, limits=Limits(originals_days=10))
    assert named(sooner, after(11)) == {("a.csv", ORIGINAL), ("a.csv", QUARANTINE)}


def test_removals_are_logged_without_a_value(archive: Settings) -> None:
    purge(archive, noon(after(91)))
    (log,) = [path for path in archive.logs.iterdir() if path.name == "purge.jsonl"]
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    first = drops(archive)[0]
    assert [(line["what"], line["receipt_id"]) for line in lines] == [
        (ORIGINAL, first.receipt_id),
        (QUARANTINE, first.receipt_id),
    ]
    assert {line["at"][:10] for line in lines} == {after(91).isoformat()}
    assert all(set(line) == {"at", "who", "what", "receipt_id", "why"} for line in lines)
    assert log.stat().st_mode & 0o777 == 0o600
    note = json.loads((archive.raw / first.folder / retention.PURGED).read_text())
    assert note == {ORIGINAL: after(91).isoformat(), QUARANTINE: after(91).isoformat()}


def test_purging_again_finds_nothing(archive: Settings) -> None:
    assert purge(archive, noon(after(200)))
    assert purge(archive, noon(after(200))) == []


def test_progress_is_reported(archive: Settings) -> None:
    reported: list[tuple[str, int, int]] = []
    purge(archive, noon(after(92)), lambda step, done=0, total=0: reported.append((step, done, total)))
    assert reported == [("purge", place, 4) for place in range(4)]


def test_purged_files_cause_no_errors_later(archive: Settings, keys: Keys) -> None:
    purge(archive, noon(after(200)))
    counts = [drop.rows for drop in drops(archive)]
    rotate(archive)
    renewed = load_keys(archive.keys)
    assert [drop.rows for drop in drops(archive)] == counts
    assert len(find(archive, names(archive, renewed))) == 4
    forget(archive, renewed, names(archive, renewed), after(200))
    assert drops(archive)[4].rows.quarantined == 1, "purged rows are still counted"
    samples.put(archive, absence(OTHERS[:3], "2025M12"), modified=samples.RECEIVED + 9 * DAY)
    assert samples.ingest(archive, renewed)[0].verdict == "accepted"


def test_old_returned_files_are_removed_and_other_files_stay(archive: Settings) -> None:
    retur = archive.inbox / "oestskolen" / "retur"
    returned = sorted(retur.iterdir())
    (retur / "Egne noter.xlsx").touch()
    old = (after(0) - timedelta(days=91) - date(1970, 1, 1)).total_seconds()
    for path in (*returned[:2], retur / "Egne noter.xlsx"):
        os.utime(path, (old, old))
    gone = purge(archive, noon(after(0)))
    assert {found.what for found in gone} == {"retur"}
    assert sorted(retur.iterdir()) == sorted([*returned[2:], retur / "Egne noter.xlsx"])


def agreed(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    school = find_partner("oestskolen")
    assert school is not None
    feeds = {name: replace(agreement, retention=days) for name, agreement in school.feeds.items()}
    partner: Partner = replace(school, feeds=feeds)
    monkeypatch.setattr(retention, "find_partner", lambda folder: partner)


def test_replaced_rows_stay_without_an_agreed_retention(archive: Settings) -> None:
    assert (("a.csv", ROWS) in named(archive, after(9999))) is False


def test_replaced_rows_are_removed_after_the_agreed_retention(
    archive: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed(monkeypatch, 400)
    # It was replaced a day after it came.
    assert {found for found in named(archive, after(401)) if found[1] == ROWS} == set()
    assert {found for found in named(archive, after(402)) if found[1] == ROWS} == {("a.csv", ROWS)}


def test_partly_replaced_drops_stay(
    installation: Settings, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed(monkeypatch, 10)
    both = samples.absence(3) + samples.absence(3, month="2025M10")
    samples.put(installation, samples.text(samples.ABSENCE, both), "a.csv")
    newer = samples.text(samples.ABSENCE, samples.absence(4))
    samples.put(installation, newer, "b.csv", modified=samples.RECEIVED + DAY)
    samples.ingest(installation, keys)
    assert ROWS not in {what for _, what in named(installation, after(999))}
