"""The few things that go wrong in the last year, so that the receipts have something to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from pipelines.demo.row_type import Row
from pipelines.demo.sent_files import SentFile

# The rows of a file that nobody can read, each in its own way.
_SPOILT: dict[str, dict[int, Row]] = {
    "absence": {
        3: {"sick_days": 31.5},
        8: {"cpr": "1,01E+08"},
        13: {"month": None},
        21: {"sick_days": "2 dage"},
        34: {"authorised_days": 14.0, "unauthorised_days": 14.0},
    },
    "enrolments": {
        2: {"end_date": date(1999, 8, 1)},
        5: {"cpr": "1,01E+08"},
        7: {"start_date": None},
    },
}
_PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def with_mistakes(parcels: list[SentFile], until: date) -> list[SentFile]:
    """The parcels as they were sent in the end: two spoilt, one late, one forgotten, three too many."""
    spoilt = [
        _latest(parcels, "oestskolen", "absence", until),
        _latest(parcels, "erhvervsskole", "enrolments", until),
    ]
    late = _latest(parcels, "kui", "guidance_status", until - timedelta(days=30))
    forgotten = _latest(parcels, "nordskolen", "wellbeing", until)
    sent = [
        with_spoilt_cells(one) if one in spoilt else one for one in parcels if one not in (late, forgotten)
    ]
    return sorted([*sent, replace(late, sent=late.sent + timedelta(days=16)), *_extra(parcels, until)])


def with_spoilt_cells(good: SentFile) -> SentFile:
    """The same file with a handful of rows that nobody can read."""
    spoilt = _SPOILT[good.feed]
    return replace(good, rows=[row | spoilt.get(at, {}) for at, row in enumerate(good.rows)])


def _extra(parcels: list[SentFile], until: date) -> Iterator[SentFile]:
    copied = _latest(parcels, "vestskolen", "absence", until)
    yield replace(copied, sent=copied.sent + timedelta(days=1), name=f"Kopi af {copied.name} (1)")
    wrong = _latest(parcels, "nordskolen", "absence", until)
    yield replace(
        wrong, sent=wrong.sent + timedelta(days=6), name=f"{wrong.name} ENDELIG", rows=_corrected(wrong)
    )
    printed = _latest(parcels, "havneskolen", "pupils", until)
    yield replace(printed, sent=printed.sent - timedelta(days=2), rows=[], raw=_PDF)


def _corrected(wrong: SentFile) -> list[Row]:
    # The office had noted leave that was granted as unlawful for every tenth pupil.
    return [
        row | {"authorised_days": 1.0, "unauthorised_days": 0.0, "sick_days": 0.5} if at % 10 == 0 else row
        for at, row in enumerate(wrong.rows)
    ]


def _latest(parcels: list[SentFile], partner: str, feed: str, until: date) -> SentFile:
    # A week's room, so that what follows upon it is sent in time too.
    week_ago = until - timedelta(days=7)
    return max(p for p in parcels if (p.partner, p.feed) == (partner, feed) and p.sent <= week_ago)
