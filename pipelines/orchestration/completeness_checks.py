"""A check on each indicator: everybody has delivered what its newest total needs, and if not, who is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import dagster as dg
import polars as pl

from pipelines.orchestration.asset_keys import PUBLICATION
from pipelines.publication.mart_tables import BREAKDOWNS, TOTAL
from pipelines.settings import Settings
from pipelines.transform.indicator_definitions import indicator_ids

_CHECK = "complete"
_NOT_DUE = ("not_yet", "before_start")

_specs = [
    dg.AssetCheckSpec(
        _CHECK,
        asset=dg.AssetKey(indicator),
        additional_deps=[PUBLICATION],
        description="Everybody has delivered what the newest total that is due needs; otherwise who is missing.",
    )
    for indicator in indicator_ids()
]


@dg.multi_asset_check(specs=_specs, name="completeness")
def completeness(settings: dg.ResourceParam[Settings]) -> Iterator[dg.AssetCheckResult]:
    """Run the check of every indicator."""
    yield from complete_results(settings)


def complete_results(settings: Settings) -> Iterator[dg.AssetCheckResult]:
    """Say for each indicator whether its newest total that is due is whole, from the published table `indicators`."""
    newest = _newest_totals(settings)
    for indicator in indicator_ids():
        yield _complete(indicator, newest.get(indicator))


def _complete(indicator: str, total: dict[str, Any] | None) -> dg.AssetCheckResult:
    """Nothing published, or nothing due yet, lacks nothing."""
    said = {
        name: value for name, value in (total or {}).items() if name != "indicator_id" and value is not None
    }
    return dg.AssetCheckResult(
        asset_key=dg.AssetKey(indicator),
        check_name=_CHECK,
        passed=total is None or (total["missing"] is None and total["status"] != "not_delivered"),
        severity=dg.AssetCheckSeverity.WARN,
        metadata=said,
    )


def _newest_totals(settings: Settings) -> dict[str, dict[str, Any]]:
    """By indicator, the period, status, missing contributors and coverage of its newest total that is due."""
    file = settings.marts / "parquet" / "indicators.parquet"
    if not file.exists():
        return {}
    is_total = pl.all_horizontal(pl.col(name) == TOTAL for name in BREAKDOWNS)
    due = pl.read_parquet(file).filter(is_total & ~pl.col("status").is_in(_NOT_DUE)).sort("period_start")
    newest = due.unique("indicator_id", keep="last").select(
        "indicator_id", "period", "status", "missing", "coverage"
    )
    return {row["indicator_id"]: row for row in newest.iter_rows(named=True)}
