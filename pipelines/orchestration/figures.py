"""What Dagster's pages tell of the cells: how many, how many of them are hidden, and where they can be read.

Whole numbers and shares, so that each of them is a chart over time.
"""

from __future__ import annotations

from typing import Any

import dagster as dg
import duckdb
import polars as pl

from pipelines.orchestration.links import page, table
from pipelines.publication.mart_tables import SHOWN
from pipelines.publication.metadata import PASSPORT, read_passport
from pipelines.publication.publish import Publication
from pipelines.publication.release.read_tables import Edition, read_edition
from pipelines.publication.warehouse_cells import waiting_for_freeze
from pipelines.settings import Settings

_FILES = {"report": "report.html", "data_docs": "kontrol.html", "workbook": "medvind.xlsx"}


def of_protected(settings: Settings) -> dict[str, Any]:
    """The cells after disclosure control, and the corrected figures that wait for the next freeze."""
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


def of_published(settings: Settings) -> dict[str, Any]:
    """What readers have now: links to it, and its figures. Nothing where nothing is published."""
    if not (settings.shown / PASSPORT).exists():
        return {}
    edition = read_edition(settings)
    identifier = read_passport(settings.shown)["id"]
    tables = edition.tables
    return {
        "publication": identifier,
        **of_files(settings, identifier),
        "receipts": page(settings, "/kvitteringer"),
        "figures": page(settings, "/"),
        "dagster/row_count": sum(rows.height for rows in tables.values()),
        **_indicators(edition),
        "late": tables["deliveries"].filter(verdict="missing").height,
        **table("rows", ["table", "rows"], [(name, rows.height) for name, rows in tables.items()]),
    }


def of_files(settings: Settings, edition: str) -> dict[str, dg.UrlMetadataValue]:
    """The report, the Data Docs and the workbook of a publication or a freeze, to be opened."""
    return {name: page(settings, f"/filer/{edition}/{file}") for name, file in _FILES.items()}


def of_gate(publication: Publication) -> dict[str, Any]:
    """What the gate has done before it let a publication out."""
    proof = publication.proof
    if proof is None:
        return {}
    return {"hidden_cells_attacked": proof.cells, "gate_seconds": round(proof.seconds, 2)}


def _indicators(edition: Edition) -> dict[str, Any]:
    """The cells of the indicators: shown, hidden and not delivered, and how much of a group is known on average."""
    cells = edition.tables["indicators"]
    shown = cells.filter(pl.col("status").is_in(SHOWN))
    hidden = cells.filter(status="suppressed").height
    known = shown["coverage"].drop_nulls()
    return {
        "published_cells": shown.height,
        "hidden_cells": hidden,
        "hidden_share": _share(hidden, shown.height + hidden),
        "not_delivered": cells.height - shown.height - hidden,
        **({"coverage": round(float(known.mean()), 4)} if known.len() else {}),  # type: ignore[arg-type]  # of numbers
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
