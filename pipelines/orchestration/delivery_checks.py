"""A check on each feed: everything due by the partners' calendar has come, and if not, who is late."""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg
import polars as pl

from pipelines.orchestration.asset_keys import PUBLICATION, feed_key
from pipelines.orchestration.page_links import table
from pipelines.settings import Settings
from schemas.feeds import all_feeds

_CHECK = "delivered_on_time"

_specs = [
    dg.AssetCheckSpec(
        _CHECK,
        asset=feed_key(feed),
        additional_deps=[PUBLICATION],
        description="The partners' calendar: everything due by today has come. The table says who is late.",
    )
    for feed in all_feeds()
]


@dg.multi_asset_check(specs=_specs, name="lateness")
def lateness(settings: dg.ResourceParam[Settings]) -> Iterator[dg.AssetCheckResult]:
    """Run the check of every feed."""
    yield from lateness_results(settings)


def lateness_results(settings: Settings) -> Iterator[dg.AssetCheckResult]:
    """List missing deliveries and the days they are late, from the published table `deliveries`."""
    missing = _missing(settings)
    for feed in all_feeds():
        yield _on_time(feed, missing.filter(feed=feed))


def _on_time(feed: str, missing: pl.DataFrame) -> dg.AssetCheckResult:
    columns = ["partner", "period", "expected by", "days late"]
    rows = missing.sort("expected_by").drop("feed").iter_rows()
    return dg.AssetCheckResult(
        asset_key=feed_key(feed),
        check_name=_CHECK,
        passed=missing.is_empty(),
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"late": missing.height, "most_days_late": max(missing["days_late"], default=0)}
        | table("who", columns, rows),
    )


def _missing(settings: Settings) -> pl.DataFrame:
    file = settings.marts / "parquet" / "deliveries.parquet"
    columns = ["partner", "feed", "period", "expected_by", "days_late"]
    if not file.exists():
        return pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
    return pl.read_parquet(file).filter(verdict="missing").select(columns)
