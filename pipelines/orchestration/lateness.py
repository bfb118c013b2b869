"""Freshness of each feed by the partners' own calendar: a check on the feed's asset says who is late."""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg
import polars as pl

from pipelines.orchestration.asset_keys import PUBLICATION, feed_key
from pipelines.orchestration.links import table
from pipelines.settings import Settings
from schemas.feeds import all_feeds

CHECK = "delivered_on_time"

_specs = [
    dg.AssetCheckSpec(
        CHECK,
        asset=feed_key(feed),
        additional_deps=[PUBLICATION],
        description="The partners' calendar: everything due by today has come. The table says who is late.",
    )
    for feed in all_feeds()
]


@dg.multi_asset_check(specs=_specs, name="lateness")
def lateness(settings: dg.ResourceParam[Settings]) -> Iterator[dg.AssetCheckResult]:
    """Who is late, and by how many days, as it is published in the table deliveries."""
    missing = _missing(settings)
    for feed in all_feeds():
        late = missing.filter(feed=feed)
        yield dg.AssetCheckResult(
            asset_key=feed_key(feed),
            check_name=CHECK,
            passed=late.is_empty(),
            severity=dg.AssetCheckSeverity.WARN,
            metadata={"late": late.height, "most_days_late": max(late["days_late"], default=0)}
            | table(
                "who",
                ["partner", "period", "expected by", "days late"],
                late.sort("expected_by").drop("feed").iter_rows(),
            ),
        )


def _missing(settings: Settings) -> pl.DataFrame:
    file = settings.marts / "parquet" / "deliveries.parquet"
    columns = ["partner", "feed", "period", "expected_by", "days_late"]
    if not file.exists():
        return pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
    return pl.read_parquet(file).filter(verdict="missing").select(columns)
