"""Metadata in Dagster of protected cells, publications and the gate: counts, shares and links.

Counts and shares are numbers, so that Dagster draws each of them over time.
"""

from __future__ import annotations

from typing import Any

import dagster as dg
import duckdb
import polars as pl

from pipelines.orchestration.page_links import page_link, table
from pipelines.publication.mart_tables import SHOWN
from pipelines.publication.metadata import METADATA, read_metadata
from pipelines.publication.publish import Publication
from pipelines.publication.release.read_tables import PublicationTables, read_publication
from pipelines.publication.warehouse_cells import waiting_for_freeze
from pipelines.settings import Settings

_FILES = {"report": "report.html", "data_docs": "data_docs/index.html", "workbook": "medvind.xlsx"}


def protected_metadata(settings: Settings) -> dict[str, Any]:
    """Cells after disclosure control, and corrected figures that wait for the next freeze."""
    with duckdb.connect(str(settings.warehouse), read_only=True) as warehouse:
        query = "select count(*), coalesce(sum(suppressed::int), 0)::int from protected_cells"
        [(cells, hidden)] = warehouse.execute(query).fetchall()
    waiting = [name.split(" ", 1) for name in waiting_for_freeze(settings)]
    return {
        "dagster/row_count": cells,
        "hidden_cells": hidden,
        "hidden_share": _share(hidden, cells),
        "waiting_for_freeze": len(waiting),
        **table("waiting", ["indicator", "period"], waiting),
    }


def publication_metadata(settings: Settings) -> dict[str, Any]:
    """Links to the current publication, and its counts; empty where nothing is published."""
    if not (settings.current_publication / METADATA).exists():
        return {}
    current = read_publication(settings)
    identifier = read_metadata(settings.current_publication)["id"]
    tables = current.tables
    return {
        "publication": identifier,
        **file_links(settings, identifier),
        "receipts": page_link(settings, "/kvitteringer"),
        "figures": page_link(settings, "/"),
        "dagster/row_count": sum(rows.height for rows in tables.values()),
        **_indicators(current),
        "late": tables["deliveries"].filter(verdict="missing").height,
        **table("rows", ["table", "rows"], [(name, rows.height) for name, rows in tables.items()]),
    }


def file_links(settings: Settings, publication: str) -> dict[str, dg.UrlMetadataValue]:
    """Links to the report, the Data Docs and the workbook of a publication or a release."""
    return {name: page_link(settings, f"/filer/{publication}/{file}") for name, file in _FILES.items()}


def gate_metadata(publication: Publication) -> dict[str, Any]:
    """What the gate examined before a publication, and how long that took; empty where it had nothing to prove."""
    proof = publication.proof
    if proof is None:
        return {}
    return {"hidden_cells_attacked": proof.cells, "gate_seconds": round(proof.seconds, 2)}


def _indicators(current: PublicationTables) -> dict[str, Any]:
    """Indicator cells by status (shown, hidden, not computed), and the mean coverage of those shown."""
    cells = current.tables["indicators"]
    shown = cells.filter(pl.col("status").is_in(SHOWN))
    hidden = cells.filter(status="suppressed").height
    known = shown["coverage"].drop_nulls()
    return {
        "published_cells": shown.height,
        "hidden_cells": hidden,
        "hidden_share": _share(hidden, shown.height + hidden),
        "not_computed": cells.height - shown.height - hidden,
        **({"coverage": round(float(known.mean()), 4)} if known.len() else {}),  # type: ignore[arg-type]  # of numbers
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
