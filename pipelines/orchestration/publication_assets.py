"""Assets of disclosure control, between the two halves of dbt, and of the publication at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import dagster as dg

from pipelines import pipeline
from pipelines.errors import explained_errors
from pipelines.intake.archive.drop_folder import holds_drops
from pipelines.lock import data_lock
from pipelines.orchestration.asset_groups import SECRETARIAT, group
from pipelines.orchestration.asset_keys import PROTECTED, PUBLICATION
from pipelines.orchestration.freshness import NIGHTLY
from pipelines.orchestration.page_links import page_link, table
from pipelines.orchestration.published_metadata import gate_metadata, protected_metadata, publication_metadata
from pipelines.pages.downloads import HELD_BACK
from pipelines.publication.expectations.audit import Failure
from pipelines.publication.mart_tables import PUBLISHED
from pipelines.publication.publication_basis import is_published
from pipelines.publication.publish import AuditFailed
from pipelines.settings import Settings

Materialized = dg.MaterializeResult[None]
GROUP = group("publication")
TABLES = [table.name for table in PUBLISHED]
_AUDIT = "great_expectations"


@dg.asset(key=PROTECTED, deps=["cells", "counts"], group_name=group("disclosure"), kinds={"python"})
def protected_cells(settings: dg.ResourceParam[Settings]) -> Materialized:
    """Every cell after disclosure control. A suppressed cell has no number.

    A cell is suppressed because it is about few persons (primary), or because another suppressed cell could be
    computed with its help from what is or was published (secondary).
    """
    with explained_errors(settings, "protect"), data_lock(settings):
        pipeline.protect(settings)
        metadata = protected_metadata(settings)
    return dg.MaterializeResult(metadata=metadata)


_checks = [
    dg.AssetCheckSpec(
        f"{_AUDIT}_{table}",
        asset=PUBLICATION,
        description=f"Great Expectations: what a reader of `{table}` may rely on. One failed expectation holds "
        "all of the publication back, and readers keep what they had.",
    )
    for table in TABLES
]


@dg.asset(
    key=PUBLICATION,
    deps=TABLES,
    group_name=GROUP,
    kinds={"duckdb", "parquet", "excel"},
    owners=[SECRETARIAT],
    freshness_policy=NIGHTLY,
    check_specs=_checks,
)
def published(settings: dg.ResourceParam[Settings]) -> Iterator[Materialized | dg.AssetCheckResult]:
    """The publication: the DuckDB file, Parquet, the report and the workbook, with links to open them.

    The marts are audited by Great Expectations and attacked by the gate together with everything published before;
    then they replace the last publication by rename. Where nothing is new, the current publication is described again.
    """
    with explained_errors(settings, "publish"), data_lock(settings):
        if is_published(settings) or not holds_drops(settings):
            yield dg.MaterializeResult(metadata={"unchanged": True} | publication_metadata(settings))
            yield from audit_results(settings, [])
            return
        try:
            publication = pipeline.publish(settings)
        except AuditFailed as stopped:
            yield from audit_results(settings, stopped.audit.failures)
            raise
        metadata = publication_metadata(settings) | gate_metadata(publication)
    yield dg.MaterializeResult(metadata=metadata)
    yield from audit_results(settings, publication.audit.failures)


def audit_results(settings: Settings, failures: Sequence[Failure]) -> Iterator[dg.AssetCheckResult]:
    """One check result per table: how many expectations failed, and which; never a value."""
    for name in TABLES:
        failed = [failure for failure in failures if failure.table == name]
        yield dg.AssetCheckResult(
            asset_key=PUBLICATION,
            check_name=f"{_AUDIT}_{name}",
            passed=not failed,
            metadata={"broken": len(failed)} | (_failed_expectations(settings, failed) if failed else {}),
        )


def _failed_expectations(settings: Settings, failures: Sequence[Failure]) -> dict[str, Any]:
    """The failed expectations, and a link to the Data Docs of the publication that is held back."""
    rules = [(failure.expectation, failure.column or "") for failure in failures]
    docs = page_link(settings, f"/filer/{HELD_BACK}/data_docs/index.html")
    return table("expectations", ["rule", "column"], rules) | {"data_docs": docs}
