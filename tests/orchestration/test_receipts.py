"""What Dagster's pages tell of drops: counts and receipts, and never what a file was called or held."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from pipelines.intake.archive.manifest import Manifest, Rows
from pipelines.orchestration.receipts import of_drops, of_feed
from pipelines.settings import Settings

HOUSE = Settings(Path("data"), Path("keys"), pages_port=4321)
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
    told = of_feed(HOUSE, [DROP])
    assert (told["new_drops"], told["rows_loaded"], told["rows_quarantined"]) == (1, 9, 1)
    row = "| [20260115-abcdefgh](http://127.0.0.1:4321/kvitteringer/20260115-abcdefgh) | warnings | 10 | 9 | 1 |"
    assert row in told["receipts"].value


def test_every_verdict_is_counted_each_time() -> None:
    told = of_drops(HOUSE, [DROP, UNREAD])
    assert [told[one] for one in ("accepted", "accepted_with_warnings", "held", "rejected", "duplicate")] == [
        0,
        1,
        0,
        1,
        0,
    ]
    table = told["verdicts_by_feed"].value
    assert "| absence | 1 | 0 |" in table and "| unrecognised | 0 | 1 |" in table


def test_neither_a_file_nor_a_partner_is_named() -> None:
    told = str(of_feed(HOUSE, [DROP])) + str(of_drops(HOUSE, [DROP, UNREAD]))
    assert "Anna" not in told and "Fravær" not in told and "oestskolen" not in told


def test_of_nothing_there_is_no_table() -> None:
    assert of_feed(HOUSE, []) == {"new_drops": 0, "rows_loaded": 0, "rows_quarantined": 0}
