"""Source tables that dbt reads beside the drops' rows; they are written before each build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from pipelines.atomic_io import replaced_file
from pipelines.intake.archive.drop_folder import ROWS, is_live, read_manifests
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.archive.row_writer import empty_rows
from pipelines.settings import Settings
from schemas.feeds import all_feeds
from schemas.partners import (
    Expected,
    all_partners,
    calendar_days,
    ended_units,
    expected_deliveries,
    find_partner,
    tolerance,
)

_DROPS: Mapping[str, Any] = {
    "receipt_id": pl.String,
    "partner": pl.String,
    "feed": pl.String,
    "verdict": pl.String,
    "received_at": pl.Datetime("us"),
    "sequence": pl.Int64,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "rows_read": pl.Int64,
    "rows_loaded": pl.Int64,
    "rows_quarantined": pl.Int64,
    "absent": pl.String,
}
_EXPECTED: Mapping[str, Any] = {
    "partner": pl.String,
    "feed": pl.String,
    "period": pl.String,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "expected_by": pl.Date,
    "counts_from": pl.Date,
    "counts_to": pl.Date,
}
_AGREEMENTS: Mapping[str, Any] = {
    "partner": pl.String,
    "name": pl.String,
    "feed": pl.String,
    "agreed": pl.Date,
    "until": pl.Date,
}
_CALENDAR: Mapping[str, Any] = {
    "feed": pl.String,
    "first_day": pl.Date,
    "last_day": pl.Date,
    "expected_by": pl.Date,
    "counts_from": pl.Date,
    "counts_to": pl.Date,
}
_ENDED: Mapping[str, Any] = {"unit": pl.String, "ended_on": pl.Date, "successor": pl.String}
# Dates ahead of today that the calendar is written for: a period may need one a year or two on.
# The first lists are of the weeks before they arrive.
_BEFORE_OPENING = timedelta(days=31)
_AHEAD = timedelta(days=3 * 366)


def write_source_tables(settings: Settings) -> None:
    """Write the tables of drops, agreements and the calendar, and an empty file for each feed."""
    folder = settings.dbt / "contracts"
    folder.mkdir(parents=True, exist_ok=True)
    manifests, today = list(read_manifests(settings)), settings.today
    opened = min((drop.received_at.date() for drop in manifests), default=today)
    tables = {
        "drops": (_DROPS, [_drop(settings, drop) for drop in manifests]),
        "expected_deliveries": (_EXPECTED, [_expected(delivery) for delivery in _due(opened, today)]),
        "agreements": (_AGREEMENTS, list(_agreements(manifests, opened))),
        "calendar": (_CALENDAR, list(_calendar(manifests, today))),
        "ended_units": (_ENDED, [(ended.unit, ended.last_day, ended.successor) for ended in ended_units()]),
    }
    for name, (schema, rows) in tables.items():
        _write(folder / f"{name}.parquet", pl.DataFrame(rows, schema=dict(schema), orient="row"))
    for feed in all_feeds().values():
        # A feed without any drop is a table without rows, not an error.
        nothing = settings.raw / feed.name / "empty" / ROWS
        nothing.parent.mkdir(parents=True, exist_ok=True)
        _write(nothing, empty_rows(feed))


def _write(path: Any, table: pl.DataFrame) -> None:
    with replaced_file(path) as temporary:
        table.write_parquet(temporary)


def _drop(settings: Settings, drop: Manifest) -> tuple[Any, ...]:
    if drop.verdict == "held" and is_live(settings, drop):
        drop = drop.released()
    return (
        drop.receipt_id,
        drop.partner,
        drop.feed,
        drop.verdict,
        drop.received_at,
        drop.sequence,
        drop.period_start,
        drop.period_end,
        drop.rows.read,
        drop.rows.loaded,
        drop.rows.quarantined,
        f",{','.join(drop.absent)},",
    )


def _due(opened: date, today: date) -> Iterable[Expected]:
    """Return the deliveries due by today; none from before the installation's first drop."""
    return (
        due for due in expected_deliveries(today) if due.feed in all_feeds() and due.expected_by >= opened
    )


def _expected(due: Expected) -> tuple[Any, ...]:
    first, last = due.period_start, due.period_end
    window = tolerance(due.feed).window(first) if first == last else (first, last)
    return (due.partner, due.feed, period_label(due), first, last, due.expected_by, *window)


def _agreements(manifests: Iterable[Manifest], opened: date) -> Iterator[tuple[Any, ...]]:
    """Yield each agreed feed of each partner.

    Nothing is expected from before the installation received its first drop. A pattern of folders (`klub-*`) stands
    for the folders that have delivered; each from its first drop's period on.
    """
    opened -= _BEFORE_OPENING
    for partner in all_partners():
        for feed, agreement in partner.feeds.items() if "*" not in partner.folder else ():
            yield partner.folder, partner.name, feed, max(agreement.agreed, opened), agreement.until
    for (folder, feed), began in sorted(_first_days(manifests).items()):
        owner = find_partner(folder)
        if owner and "*" in owner.folder and (agreed := owner.feeds.get(feed)):
            yield folder, folder, feed, max(began, agreed.agreed, opened), agreed.until


def _first_days(manifests: Iterable[Manifest]) -> dict[tuple[str, str], date]:
    """Return the first day that an accepted drop covers, by partner and feed."""
    first: dict[tuple[str, str], date] = {}
    for drop in manifests:
        if drop.feed and drop.period_start and drop.verdict.startswith("accepted"):
            known = first.get((drop.partner, drop.feed), drop.period_start)
            first[drop.partner, drop.feed] = min(known, drop.period_start)
    return first


def _calendar(manifests: Iterable[Manifest], today: date) -> Iterator[tuple[Any, ...]]:
    """Yield the calendar's deliveries, with the dates that a snapshot may have to count for its first day.

    They are of every period that a drop reaches into, and of those ahead that one may need.
    """
    since = min((drop.period_start for drop in manifests if drop.period_start), default=today)
    for due in calendar_days(since - timedelta(366), today + _AHEAD):
        window = tolerance(due.feed).window(due.period_start)
        yield due.feed, due.period_start, due.period_end, due.expected_by, *window


def period_label(due: Expected) -> str:
    """How people name the days a delivery covers: 05-09-2025, 2025/26, 2025K4, or the two days."""
    first, last = due.period_start, due.period_end
    if first == last:
        return f"{first:%d-%m-%Y}"
    if (first.month, first.day, last.month, last.day) == (8, 1, 7, 31):
        return f"{first.year}/{last.year % 100:02d}"
    if (first.month - 1) // 3 == (last.month - 1) // 3:
        return f"{first.year}K{(first.month + 2) // 3}"
    return f"{first:%d-%m-%Y} - {last:%d-%m-%Y}"
