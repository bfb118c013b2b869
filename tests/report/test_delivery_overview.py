"""Deliveries and missing feeds: only accepted drops count, and each feed of a partner is listed once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import polars as pl

from pipelines.report.delivery_overview import come_since, read_deliveries

EARLY, LATE = datetime(2026, 8, 14, 9, 42), datetime(2026, 10, 2, 8, 0)


def row(verdict: str, **changes: Any) -> dict[str, Any]:
    defaults = {
        "partner": "oestskolen",
        "feed": "absence",
        "period": "2026K3",
        "expected_by": date(2026, 10, 20),
    }
    return defaults | {"received_at": EARLY, "verdict": verdict, "days_late": 0} | changes


def missing(due: date) -> dict[str, Any]:
    days = (date(2026, 11, 24) - due) / timedelta(days=1)
    return row("missing", period=f"til {due}", expected_by=due, received_at=None, days_late=int(days))


def test_only_accepted_drops_count() -> None:
    drops = [
        row("accepted"),
        row("accepted_with_warnings", received_at=LATE),
        row("duplicate"),
        row("rejected"),
    ]
    found = read_deliveries(pl.DataFrame(drops))
    assert [(one.partner, one.feeds, one.files, one.newest) for one in found.delivered] == [
        ("Østskolen", ["Fravær"], 2, LATE)
    ]
    assert found.sentence.endswith("Alt, hvad der er aftalt til nu, er kommet.")


def test_several_missing_periods_are_one_line() -> None:
    found = read_deliveries(
        pl.DataFrame([row("accepted"), *map(missing, (date(2026, 7, 20), date(2026, 10, 20)))])
    )
    assert [(one.period, one.days, one.earlier) for one in found.awaited] == [("til 2026-10-20", 35, 1)]
    assert found.sentence.endswith("Vi venter på 2 leverancer fra 1 partner.")


def test_deliveries_since_the_release() -> None:
    table = pl.DataFrame(
        [row("accepted"), row("accepted", feed="exams", received_at=LATE), row("held", received_at=LATE)]
    )
    between = datetime(2026, 9, 1)
    assert come_since(table, between) == "Siden da er der kommet 1 fil: 9.-klasseprøver."
    assert come_since(table, datetime(2026, 11, 1)) == "Der er ikke kommet nye filer siden da."
    assert come_since(table, None) == ""
