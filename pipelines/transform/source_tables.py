"""Source tables that dbt reads beside the drops' rows; they are written before each build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl

from pipelines.atomic_io import replaced_file
from pipelines.intake.archive.manifest import ROWS, Manifest, is_live, read_manifests
from pipelines.intake.archive.store import empty_rows
from pipelines.settings import Settings
from schemas.feeds import all_feeds
from schemas.partners import Expected, expected_deliveries

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
}
_EXPECTED: Mapping[str, Any] = {
    "partner": pl.String,
    "feed": pl.String,
    "period": pl.String,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "expected_by": pl.Date,
}


def write_source_tables(settings: Settings) -> None:
    """Write the tables of drops and expected deliveries, and an empty file for each feed."""
    folder = settings.dbt / "contracts"
    folder.mkdir(parents=True, exist_ok=True)
    manifests, today = list(read_manifests(settings)), settings.today
    drops = [_drop(settings, drop) for drop in manifests]
    _write(folder / "drops.parquet", pl.DataFrame(drops, schema=dict(_DROPS), orient="row"))
    opened = min((drop.received_at.date() for drop in manifests), default=today)
    expected = [_expected(delivery) for delivery in _due(opened, today)]
    _write(
        folder / "expected_deliveries.parquet", pl.DataFrame(expected, schema=dict(_EXPECTED), orient="row")
    )
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
    )


def _due(opened: date, today: date) -> Iterable[Expected]:
    """Return the deliveries due by today; none from before the installation's first drop."""
    return (
        due for due in expected_deliveries(today) if due.feed in all_feeds() and due.expected_by >= opened
    )


def _expected(due: Expected) -> tuple[Any, ...]:
    return (due.partner, due.feed, period_label(due), due.period_start, due.period_end, due.expected_by)


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
