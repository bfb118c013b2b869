"""Every row that the invented town's partners sent is loaded or accounted for in a receipt."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pyarrow.parquet as pq
import pytest

from pipelines.demo.partners import HABITS
from pipelines.demo.sent_files import SentFile
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.identity.key_files import load_keys
from pipelines.intake.identity.keyring import Keys
from schemas.feeds import all_feeds
from tests.end_to_end.small_worlds import Town

# The rows that the demo spoils in one file of each feed: too many days, a CPR number without its leading zero, no
# month, words, too many days; an end before the start, a CPR number without its leading zero, no start.
SPOILT = {"absence": {3, 8, 13, 21, 34}, "enrolments": {2, 5, 7}}
YES_NO = {"Ja": True, "Nej": False, None: None}
OPEN = date(9999, 12, 31)
STATUS = {"syg", "fritaget", "ej mødt"}


@pytest.fixture(scope="module")
def answered(town: Town) -> list[tuple[SentFile, Manifest]]:
    """Each sent file with its drop. Sent files are numbered by the second they were sent."""
    drops = sorted(town.installation.manifests(), key=lambda drop: drop.received_at)
    numbered_files = sorted(enumerate(town.sent), key=lambda numbered: (numbered[1].sent, numbered[0]))
    return list(zip((sent_file for _, sent_file in numbered_files), drops, strict=True))


def is_copy(sent_file: SentFile) -> bool:
    return sent_file.name.startswith("Kopi af")


def is_spoilt(sent_file: SentFile) -> bool:
    return any(cell == "1,01E+08" for row in sent_file.rows for cell in row.values())


def is_known(sent_file: SentFile) -> bool:
    return sent_file.feed in all_feeds()


def test_every_sent_file_became_one_drop_in_order(
    answered: list[tuple[SentFile, Manifest]],
) -> None:
    for sent_file, drop in answered:
        sent = (sent_file.partner, f"{sent_file.name}.{sent_file.ending}")
        assert (drop.partner, drop.file_name) == sent
        assert abs(drop.received_at.date() - sent_file.sent) <= timedelta(days=1)
    assert [drop.sequence for _, drop in answered] == list(range(1, len(answered) + 1))


def test_every_row_is_accounted_for(answered: list[tuple[SentFile, Manifest]]) -> None:
    for sent_file, drop in answered:
        if sent_file.raw is None and is_known(sent_file):
            rows = drop.rows
            assert rows.read == rows.loaded + rows.quarantined + rows.skipped + rows.collapsed
            quarantined = len(SPOILT[sent_file.feed]) if is_spoilt(sent_file) else 0
            loaded = 0 if is_copy(sent_file) else len(sent_file.rows) - quarantined
            assert (rows.loaded, rows.quarantined, rows.collapsed) == (loaded, quarantined, 0)


def test_only_what_was_spoilt_is_refused(answered: list[tuple[SentFile, Manifest]]) -> None:
    verdicts = Counter(
        "rejected"
        if sent_file.raw is not None or not is_known(sent_file)
        else "duplicate"
        if is_copy(sent_file)
        else "loaded"
        for sent_file, _ in answered
    )
    found = Counter("loaded" if drop.accepted else drop.verdict for _, drop in answered)
    assert found == verdicts
    assert verdicts["rejected"] >= 1 and verdicts["duplicate"] == 1
    assert {sent_file.feed for sent_file, _ in answered if is_spoilt(sent_file)} == SPOILT.keys()


def as_stored(row: dict[str, Any], keys: Keys) -> dict[str, Any]:
    """An invented row in the archive's representation."""
    stored = {
        name: str(cell) if name.endswith(("_no", "_municipality")) else cell for name, cell in row.items()
    }
    stored = {name: None if cell in ("None", OPEN) else cell for name, cell in stored.items()}
    if "cpr" in row:
        stored["person_key"] = keys.person_key(str(row["cpr"]))
    if "gender" in row:
        stored["gender"] = {"K": "female", "M": "male", None: None}[row["gender"]]
    for name in {"finished_school_dk", "completed"} & set(row):
        stored[name] = YES_NO[row[name]]
    if "school_year" in row:
        stored["school_year"] = f"{row['school_year']}/{(row['school_year'] + 1) % 100:02d}"
    if "grade" in row:
        stored["exam_status"] = row["grade"] if row["grade"] in STATUS else None
        stored["grade"] = None if row["grade"] in STATUS else int(row["grade"])
    return stored


def delivered(sent_file: SentFile) -> set[str]:
    """The agreed columns in this partner's export, by the archive's names."""
    columns = set(HABITS[sent_file.partner].headers) & set(sent_file.rows[0])
    person = {"person_key"} if "cpr" in columns else set()
    by_exam = {"discipline", "grade", "exam_status"} if sent_file.feed == "exams" else set()
    return columns - {"cpr", "full_name", "address"} | person | by_exam


def as_multiset(rows: list[dict[str, Any]], columns: set[str]) -> Counter[tuple[Any, ...]]:
    return Counter(tuple(row[name] for name in sorted(columns)) for row in rows)


def test_every_loaded_row_says_what_was_invented(
    town: Town, answered: list[tuple[SentFile, Manifest]]
) -> None:
    settings = town.installation.settings
    keys, compared = load_keys(settings.keys), 0
    for sent_file, drop in answered:
        if drop.accepted:
            spoilt = SPOILT[sent_file.feed] if is_spoilt(sent_file) else set()
            sent = [as_stored(row, keys) for at, row in enumerate(sent_file.rows) if at not in spoilt]
            stored = pq.read_table(settings.raw / drop.folder / "rows.parquet").to_pylist()
            columns = delivered(sent_file)
            assert as_multiset(stored, columns) == as_multiset(sent, columns), drop.file_name
            compared += len(sent)
    assert compared > 10_000


def test_birth_date_and_gender_are_those_of_the_number(town: Town) -> None:
    settings, keys = town.installation.settings, load_keys(town.installation.settings.keys)
    born: dict[str, tuple[date, str]] = {}
    for sent_file in town.sent:
        for cpr in {str(row["cpr"]) for row in sent_file.rows if len(str(row.get("cpr", ""))) == 10}:
            year = int(cpr[4:6]) + (2000 if cpr[6] in "456789" and int(cpr[4:6]) <= 36 else 1900)
            birth = date(year, int(cpr[2:4]), int(cpr[:2]))
            born[keys.person_key(cpr)] = (birth, "male" if int(cpr[9]) % 2 else "female")
    stored = [
        row for path in settings.raw.glob("*/*/rows.parquet") for row in pq.read_table(path).to_pylist()
    ]
    people = [row for row in stored if "person_key" in row]
    assert len(people) > 10_000
    for row in people:
        assert born[row["person_key"]] == (row["birth_date"], row["gender"])
