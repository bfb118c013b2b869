"""Select the rows that count from the archive by the contract's rules, in plain Python without SQL or data frames."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

Row = dict[str, Any]

SCOPES = {
    "residents": ("snapshot_date",),
    "pupils": ("school_no", "snapshot_date"),
    "absence": ("school_no", "month"),
    "exams": ("school_no", "school_year"),
}
KEYS = {
    "residents": ("person_key", "snapshot_date"),
    "pupils": ("person_key", "snapshot_date"),
    "absence": ("person_key", "school_no", "month"),
    "exams": ("person_key", "school_year", "discipline"),
}


def newest_rows(raw: Path, feed: str) -> list[Row]:
    """The rows of the newest drop per partner and scope value; for a key in several drops, the newest row."""
    rows = [row for manifest in _live_drops(raw / feed) for row in _rows(raw / feed, manifest)]
    newest: dict[tuple[Any, ...], int] = {}
    for row in rows:
        scope = _scope(row, feed)
        newest[scope] = max(newest.get(scope, 0), row["taken"])
    in_scope = [row for row in rows if row["taken"] == newest[_scope(row, feed)]]
    by_key: dict[tuple[Any, ...], Row] = {}
    for row in sorted(in_scope, key=lambda row: row["taken"]):
        by_key[tuple(row[name] for name in KEYS[feed])] = row
    return list(by_key.values())


def _scope(row: Row, feed: str) -> tuple[Any, ...]:
    return (row["from"], *(row[name] for name in SCOPES[feed]))


def _live_drops(folder: Path) -> Iterator[Row]:
    for path in folder.glob("*/manifest.json"):
        manifest = json.loads(path.read_text(encoding="utf-8"))
        released = (path.parent / "release.json").exists()
        if released or manifest["verdict"] in ("accepted", "accepted_with_warnings"):
            yield manifest


def _rows(folder: Path, manifest: Row) -> Iterator[Row]:
    # The manifest is authoritative: columns that a row carries about its own drop are ignored.
    received = date.fromisoformat(manifest["received_at"][:10])
    origin = {"from": manifest["partner"], "taken": manifest["sequence"], "received": received}
    for row in pq.read_table(folder / manifest["receipt_id"] / "rows.parquet").to_pylist():
        yield row | origin
