"""The plain way: one run a file, the default executor, dbt as a command. `SCAFFOLD` names its folder."""

import os
from pathlib import Path

import dagster as dg
import pandera.polars as pa
import polars as pl
from dagster_dbt import DbtCliResource, DbtProject, dbt_assets

HOME = Path(os.environ["SCAFFOLD"])
PROJECT = DbtProject(project_dir=HOME / "dbt")
PROJECT.prepare_if_dev()
ABSENCE = pa.DataFrameSchema(
    {
        "Cprnr.": pa.Column(str, pa.Check.str_matches(r"^\d{10}$")),
        "Skoledage": pa.Column(int, pa.Check.in_range(0, 31)),
    },
    strict=False,
)


@dg.asset(key=["raw", "absence"])
def absence() -> None:
    """Every file of the inbox into one Parquet file."""
    files = sorted((HOME / "inbox").glob("*.csv"))
    rows = pl.concat(pl.read_csv(file, separator=";", schema_overrides={"Cprnr.": str}) for file in files)
    ABSENCE.validate(rows, lazy=True).write_parquet(HOME / "absence.parquet")


@dbt_assets(manifest=PROJECT.manifest_path)
def models(context: dg.AssetExecutionContext, dbt: DbtCliResource):  # type: ignore[no-untyped-def]
    """All models and tests."""
    yield from dbt.cli(["build"], context=context).stream()


everything = dg.define_asset_job("everything", dg.AssetSelection.all())


@dg.sensor(job=everything, minimum_interval_seconds=5, default_status=dg.DefaultSensorStatus.RUNNING)
def inbox(context: dg.SensorEvaluationContext) -> dg.SensorResult:
    """A run for each new file."""
    seen = set((context.cursor or "").split("|"))
    new = [file.name for file in sorted((HOME / "inbox").glob("*.csv")) if file.name not in seen]
    return dg.SensorResult([dg.RunRequest(run_key=name) for name in new], cursor="|".join([*seen, *new]))


defs = dg.Definitions(
    assets=[absence, models], jobs=[everything], sensors=[inbox], resources={"dbt": DbtCliResource(PROJECT)}
)
