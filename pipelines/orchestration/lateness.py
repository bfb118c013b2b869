"""Freshness of each feed by the partners' own calendar: a check on the feed's asset says who is late."""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg
import polars as pl

from pipelines.orchestration.feeds import feed_key
from pipelines.orchestration.publication import PUBLICATION
from pipelines.settings import Settings
from schemas.feeds import all_feeds

CHECK = "delivered_on_time"

_specs = [
    dg.AssetCheckSpec(
        CHECK,
        asset=feed_key(feed),
        additional_deps=[PUBLICATION],
        description="The delivery calendar: everything due by today has come.",
    )
    for feed in all_feeds()
]


@dg.multi_asset_check(specs=_specs, name="lateness")
def lateness() -> Iterator[dg.AssetCheckResult]:
    """Who is late, and by how many days, as it is published in the table deliveries."""
    missing = _missing(Settings.from_environment())
    for feed in all_feeds():
        late = missing.filter(feed=feed)
        yield dg.AssetCheckResult(
            asset_key=feed_key(feed),
            check_name=CHECK,
            passed=late.is_empty(),
            severity=dg.AssetCheckSeverity.WARN,
            metadata={"late": late.height, "who": dg.MetadataValue.md(_table(late))},
        )


def _missing(settings: Settings) -> pl.DataFrame:
    file = settings.marts / "parquet" / "deliveries.parquet"
    columns = ["partner", "feed", "period", "expected_by", "days_late"]
    if not file.exists():
        return pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
    return pl.read_parquet(file).filter(verdict="missing").select(columns)


def _table(late: pl.DataFrame) -> str:
    rows = (f"| {' | '.join(map(str, row))} |" for row in late.sort("expected_by").drop("feed").iter_rows())
    return "\n".join(["| partner | period | expected by | days late |", "|---|---|---|---|", *rows])
