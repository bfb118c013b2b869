"""Mistakes in the files of the last year, so that the receipts have problems to show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from pipelines.demo.row_type import Row
from pipelines.demo.sent_files import SentFile, latest

# Replacement cells that cannot be parsed, by feed and row.
_INVALID_CELLS: dict[str, dict[int, Row]] = {
    "absence": {
        3: {"sick_days": 31.5},
        8: {"cpr": "1,01E+08"},
        13: {"month": None},
        21: {"sick_days": "et par dage"},
        34: {"authorised_days": 14.0, "unauthorised_days": 14.0},
    },
    "enrolments": {
        2: {"end_date": date(1999, 8, 1)},
        5: {"cpr": "1,01E+08"},
        7: {"start_date": None},
    },
}
_PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def with_mistakes(files: list[SentFile], until: date) -> list[SentFile]:
    """Return the files as they are sent: two with invalid cells, one late, one not sent, three extra ones."""
    invalid = [
        latest(files, "oestskolen", "absence", until),
        latest(files, "erhvervsskole", "enrolments", until),
    ]
    late = latest(files, "kui", "guidance_status", until - timedelta(days=30))
    forgotten = latest(files, "nordskolen", "wellbeing", until)
    sent = [
        with_invalid_cells(one) if one in invalid else one for one in files if one not in (late, forgotten)
    ]
    return sorted([*sent, replace(late, sent=late.sent + timedelta(days=16)), *_extra(files, until)])


def with_invalid_cells(good: SentFile) -> SentFile:
    """Return the same file with a few rows that cannot be parsed."""
    invalid = _INVALID_CELLS[good.feed]
    return replace(good, rows=[row | invalid.get(at, {}) for at, row in enumerate(good.rows)])


def _extra(files: list[SentFile], until: date) -> Iterator[SentFile]:
    copied = latest(files, "vestskolen", "absence", until)
    yield replace(copied, sent=copied.sent + timedelta(days=1), name=f"Kopi af {copied.name} (1)")
    wrong = latest(files, "nordskolen", "absence", until)
    yield replace(
        wrong, sent=wrong.sent + timedelta(days=6), name=f"{wrong.name} ENDELIG", rows=_corrected(wrong)
    )
    printed = latest(files, "havneskolen", "pupils", until)
    yield replace(printed, sent=printed.sent - timedelta(days=2), rows=[], raw=_PDF)


def _corrected(wrong: SentFile) -> list[Row]:
    # The office had recorded authorised leave as unauthorised for every tenth pupil.
    return [
        row | {"authorised_days": 1.0, "unauthorised_days": 0.0, "sick_days": 0.5} if at % 10 == 0 else row
        for at, row in enumerate(wrong.rows)
    ]
