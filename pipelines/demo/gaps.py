"""Gaps of the last year, so that everybody sees how figures look that somebody owes a list for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pipelines.demo.row_type import Row
from pipelines.demo.sent_files import SentFile, latest


def with_gaps(files: list[SentFile], until: date) -> list[SentFile]:
    """Return the files without a college's newest list and a quarter's guidance, and with a school's list a day off."""
    newest_guidance = latest(files, "kui", "guidance_status", until)
    absent = [
        latest(files, "gymnasium", "enrolments", until),
        latest(files, "kui", "guidance_status", newest_guidance.sent - timedelta(days=1)),
    ]
    off = latest(files, "vestskolen", "pupils", until)
    return [_a_day_later(one) if one == off else one for one in files if one not in absent]


def _a_day_later(snapshot: SentFile) -> SentFile:
    return replace(snapshot, rows=[row | {"snapshot_date": _next_day(row)} for row in snapshot.rows])


def _next_day(row: Row) -> date:
    day = row["snapshot_date"]
    assert isinstance(day, date)
    return day + timedelta(days=1)
