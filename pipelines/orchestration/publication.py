"""The way out as assets: disclosure control between the two halves of dbt, and the publication at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import dagster as dg

from pipelines import house
from pipelines.errors import in_our_words
from pipelines.orchestration import links
from pipelines.orchestration.asset_keys import PROTECTED, PUBLICATION
from pipelines.orchestration.figures import of_gate, of_protected, of_published
from pipelines.orchestration.groups import SECRETARIAT, group
from pipelines.pages.files import HELD_BACK
from pipelines.publication.audit import Failure
from pipelines.publication.publish import AuditFailed
from pipelines.publication.tables import PUBLISHED
from pipelines.settings import Settings

Materialized = dg.MaterializeResult[None]
GROUP = group("publication")
TABLES = [table.name for table in PUBLISHED]
_AUDIT = "great_expectations"


@dg.asset(key=PROTECTED, deps=["cells", "counts"], group_name=group("disclosure"), kinds={"python"})
def protected_cells(settings: dg.ResourceParam[Settings]) -> Materialized:
    """Every cell after disclosure control: what could point at a person has no number left.

    A cell is hidden for its own sake, or because a hidden one could be worked out with its help, from what is
    shown now or was shown before.
    """
    with in_our_words(settings, "protect"), house.alone(settings):
        house.protect(settings)
        told = of_protected(settings)
    return dg.MaterializeResult(metadata=told)


_checks = [
    dg.AssetCheckSpec(
        f"{_AUDIT}_{table}",
        asset=PUBLICATION,
        description=f"Great Expectations: what a reader of `{table}` may rely on. One broken promise holds all of the "
        "publication back, and readers keep what they had.",
    )
    for table in TABLES
]


@dg.asset(
    key=PUBLICATION,
    deps=TABLES,
    group_name=GROUP,
    kinds={"duckdb", "parquet", "excel"},
    owners=[SECRETARIAT],
    check_specs=_checks,
)
def published(settings: dg.ResourceParam[Settings]) -> Iterator[Materialized | dg.AssetCheckResult]:
    """What readers have: the DuckDB file, Parquet, the report and the workbook, with links to open them.

    The marts are audited, and attacked by the gate together with everything published before; then they are swapped
    in by rename. Where nothing is new nothing is published, and what stands is told of again.
    """
    with in_our_words(settings, "publish"), house.alone(settings):
        if house.is_published(settings) or not house.holds_rows(settings):
            yield dg.MaterializeResult(metadata={"unchanged": True} | of_published(settings))
            yield from _results(settings, [])
            return
        try:
            publication = house.publish(settings)
        except AuditFailed as failed:
            yield from _results(settings, failed.audit.failures)
            raise
        told = of_published(settings) | of_gate(publication)
    yield dg.MaterializeResult(metadata=told)
    yield from _results(settings, publication.audit.failures)


def _results(settings: Settings, failures: Sequence[Failure]) -> Iterator[dg.AssetCheckResult]:
    """One check a table: how many promises are broken, and which; never a value."""
    for table in TABLES:
        broken = [failure for failure in failures if failure.table == table]
        yield dg.AssetCheckResult(
            asset_key=PUBLICATION,
            check_name=f"{_AUDIT}_{table}",
            passed=not broken,
            metadata={"broken": len(broken)} | (_broken(settings, broken) if broken else {}),
        )


def _broken(settings: Settings, failures: Sequence[Failure]) -> dict[str, Any]:
    """Which promises, and the Data Docs of what is held back."""
    rules = [(failure.expectation, failure.column or "") for failure in failures]
    docs = links.page(settings, f"/filer/{HELD_BACK}/kontrol.html")
    return links.table("promises", ["rule", "column"], rules) | {"data_docs": docs}
