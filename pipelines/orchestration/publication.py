"""The way out as assets: disclosure control between the two halves of dbt, and the publication at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import dagster as dg

from pipelines import house
from pipelines.errors import in_our_words
from pipelines.orchestration.models import PROTECTED
from pipelines.publication.audit import Failure
from pipelines.publication.publish import AuditFailed, Publication
from pipelines.publication.tables import PUBLISHED
from pipelines.settings import Settings

Materialized = dg.MaterializeResult[None]
GROUP = "publication"
TABLES = [table.name for table in PUBLISHED]
PUBLICATION = dg.AssetKey("published")
_AUDIT = "great_expectations"


@dg.asset(key=PROTECTED, deps=["cells", "counts"], group_name="disclosure", kinds={"python"})
def protected_cells() -> Materialized:
    """Every cell after disclosure control: what could point at a person has no number left."""
    settings = Settings.from_environment()
    with in_our_words(), house.alone(settings):
        hidden = house.protect(settings)
    return dg.MaterializeResult(metadata={"hidden_cells": hidden})


_checks = [
    dg.AssetCheckSpec(
        f"{_AUDIT}_{table}", asset=PUBLICATION, description=f"What a reader of {table} may rely on."
    )
    for table in TABLES
]


@dg.asset(key=PUBLICATION, deps=TABLES, group_name=GROUP, kinds={"duckdb"}, check_specs=_checks)
def published() -> Iterator[Materialized | dg.AssetCheckResult]:
    """The marts as readers have them: audited, then replaced by rename. Nothing new: nothing is published."""
    settings = Settings.from_environment()
    with in_our_words(), house.alone(settings):
        if house.is_published(settings) or not house.holds_rows(settings):
            yield dg.MaterializeResult(metadata={"unchanged": True})
            yield from _results([])
            return
        try:
            publication = house.publish(settings)
        except AuditFailed as failed:
            yield from _results(failed.audit.failures)
            raise dg.Failure("Udgivelsen er holdt tilbage.", allow_retries=False) from None
    yield dg.MaterializeResult(metadata=_metadata(publication))
    yield from _results(publication.audit.failures)


def _metadata(publication: Publication) -> dict[str, Any]:
    """Where its pages lie, its rows, and what the gate did."""
    pages = {"data_docs": "data_docs/index.html", "report": "report.html", "workbook": "medvind.xlsx"}
    links = {name: dg.MetadataValue.path(str(publication.folder / page)) for name, page in pages.items()}
    rows = {f"rows_{table}": count for table, count in publication.rows.items()}
    proof = publication.proof
    attacked = (
        {"hidden_cells_attacked": proof.cells, "gate_seconds": round(proof.seconds, 2)} if proof else {}
    )
    return {"publication": publication.id, **links, **rows, **attacked}


def _results(failures: Sequence[Failure]) -> Iterator[dg.AssetCheckResult]:
    """One check a table: how many promises are broken, and which; never a value."""
    for table in TABLES:
        broken = [failure for failure in failures if failure.table == table]
        yield dg.AssetCheckResult(
            asset_key=PUBLICATION,
            check_name=f"{_AUDIT}_{table}",
            passed=not broken,
            metadata={"broken": len(broken), "rules": ", ".join(failure.expectation for failure in broken)},
        )
