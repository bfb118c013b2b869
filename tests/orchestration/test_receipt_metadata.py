"""Dagster metadata of drops holds counts and links to receipts, and never the name or a value of a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from pipelines.intake.archive.manifest import Manifest, Rows
from pipelines.orchestration.receipt_metadata import feed_metadata, receipts_metadata
from pipelines.settings import Settings

SETTINGS = Settings(Path("data"), Path("keys"), pages_port=4321)
DAY = datetime(2026, 1, 15, 9, 42)
DROP = Manifest(
    "20260115-abcdefgh",
    "oestskolen",
    "Fravær for Anna Andersen.csv",
    "0" * 64,
    DAY,
    DAY,
    1,
    "accepted_with_warnings",
    "absence",
    Rows(9, 1),
)
UNREAD = replace(DROP, receipt_id="20260115-zzzzzzzz", sequence=2, verdict="rejected", feed=None, rows=Rows())


def test_the_drops_of_a_feed_are_counted_and_their_receipts_can_be_opened() -> None:
    found = feed_metadata(SETTINGS, [DROP])
    assert (found["new_drops"], found["rows_loaded"], found["rows_quarantined"]) == (1, 9, 1)
    row = "| [20260115-abcdefgh](http://127.0.0.1:4321/kvitteringer/20260115-abcdefgh) | warnings | 10 | 9 | 1 |"
    assert row in found["receipts"].value


def test_every_verdict_is_counted_each_time() -> None:
    found = receipts_metadata(SETTINGS, [DROP, UNREAD])
    assert [
        found[one] for one in ("accepted", "accepted_with_warnings", "held", "rejected", "duplicate")
    ] == [
        0,
        1,
        0,
        1,
        0,
    ]
    table = found["verdicts_by_feed"].value
    assert "| absence | 1 | 0 |" in table and "| unrecognised | 0 | 1 |" in table


def test_neither_a_file_nor_a_partner_is_named() -> None:
    found = str(feed_metadata(SETTINGS, [DROP])) + str(receipts_metadata(SETTINGS, [DROP, UNREAD]))
    assert "Anna" not in found and "Fravær" not in found and "oestskolen" not in found


def test_of_nothing_there_is_no_table() -> None:
    assert feed_metadata(SETTINGS, []) == {"new_drops": 0, "rows_loaded": 0, "rows_quarantined": 0}
