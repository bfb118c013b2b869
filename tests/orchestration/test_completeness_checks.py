"""Dagster shows for each indicator whether its newest total is whole, and who is missing."""

from __future__ import annotations

from pathlib import Path

import dagster as dg

from pipelines.orchestration.completeness_checks import completeness
from pipelines.settings import Settings
from pipelines.transform.indicator_definitions import indicator_ids
from tests.publication import example_marts

NOTHING = dict.fromkeys(("numerator", "denominator", "value", "coverage"))


def checked(settings: Settings) -> dict[str, dg.AssetCheckEvaluation]:
    with dg.DagsterInstance.ephemeral() as instance:
        job = dg.Definitions(
            asset_checks=[completeness], resources={"settings": settings}
        ).resolve_implicit_global_asset_job_def()
        done = job.execute_in_process(instance=instance)
    return {check.asset_key.to_user_string(): check for check in done.get_asset_check_evaluations()}


def test_who_is_missing_in_the_newest_total_that_is_due(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "data", tmp_path / "keys")
    folder = settings.marts / "parquet"
    folder.mkdir(parents=True)
    rows = [
        example_marts.cell(period="2024/25", period_start=example_marts.date(2024, 8, 1)),
        example_marts.cell(status="incomplete", missing="Nordskolen", **NOTHING),
        example_marts.cell(
            period="2026/27", period_start=example_marts.date(2026, 8, 1), status="not_yet", **NOTHING
        ),
        example_marts.cell(indicator_id="absence_rate"),
    ]
    example_marts.cells(*rows).write_parquet(folder / "indicators.parquet")
    found = checked(settings)
    assert found.keys() == set(indicator_ids())
    assert not found["absence_over_10"].passed
    said = {name: entry.value for name, entry in found["absence_over_10"].metadata.items()}
    assert said == {"period": "2025/26", "status": "incomplete", "missing": "Nordskolen"}
    assert found["absence_rate"].passed
    assert found["part_time_job"].passed and not found["part_time_job"].metadata


def test_before_anything_is_published_nothing_is_missing(tmp_path: Path) -> None:
    assert all(check.passed for check in checked(Settings(tmp_path / "data", tmp_path / "keys")).values())
