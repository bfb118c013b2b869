"""Dagster definitions of the reference scaffold, with Dagster's defaults.

One run per file, a process per step, dbt as a command. The environment variable `SCAFFOLD` names its folder.
"""

import os
from pathlib import Path

import dagster as dg
import duckdb
import pandera.polars as pa
import polars as pl
from dagster_dbt import DbtCliResource, DbtProject, dbt_assets

from benchmarks.scaffold.project import LAYERS, WIDE

ROOT = Path(os.environ["SCAFFOLD"])
PROJECT = DbtProject(project_dir=ROOT / "dbt")
PROJECT.prepare_if_dev()
ABSENCE = pa.DataFrameSchema(
    {
        "Cprnr.": pa.Column(pl.String, pa.Check.str_matches(r"^\d{10}$")),
        "Skoledage": pa.Column(pl.Int64, pa.Check.in_range(0, 31)),
    },
    strict=False,
)


@dg.asset
def files() -> None:
    """Read every file of the inbox into one Parquet file."""
    found = sorted((ROOT / "inbox").glob("*.csv"))
    rows = pl.concat(
        pl.read_csv(file, separator=";", schema_overrides={"Cprnr.": pl.String}) for file in found
    )
    rows.write_parquet(ROOT / "files.parquet")


@dg.asset(key=["raw", "absence"], deps=[files])
def absence() -> None:
    """Rows that satisfy the schema."""
    ABSENCE.validate(pl.read_parquet(ROOT / "files.parquet"), lazy=True).write_parquet(
        ROOT / "absence.parquet"
    )


@dbt_assets(manifest=PROJECT.manifest_path)
def models(context: dg.AssetExecutionContext, dbt: DbtCliResource):  # type: ignore[no-untyped-def]  # as dagster-dbt's guide has it
    """All models and tests."""
    yield from dbt.cli(["build"], context=context).stream()


@dg.asset(deps=[dg.AssetKey(f"layer_{LAYERS - 1}_{place}") for place in range(WIDE)])
def published() -> None:
    """Export the last layer's models to Parquet for readers."""
    with duckdb.connect(ROOT / "scaffold.duckdb", read_only=True) as warehouse:
        for place in range(WIDE):
            warehouse.table(f"layer_{LAYERS - 1}_{place}").write_parquet(str(ROOT / f"{place}.parquet"))


everything = dg.define_asset_job("everything", dg.AssetSelection.all())


@dg.sensor(job=everything, default_status=dg.DefaultSensorStatus.RUNNING)
def inbox(context: dg.SensorEvaluationContext) -> dg.SensorResult:
    """Request a run for each new file."""
    seen = set((context.cursor or "").split("|"))
    new = [file.name for file in sorted((ROOT / "inbox").glob("*.csv")) if file.name not in seen]
    return dg.SensorResult([dg.RunRequest(run_key=name) for name in new], cursor="|".join([*seen, *new]))


defs = dg.Definitions(
    assets=[files, absence, models, published],
    jobs=[everything],
    sensors=[inbox],
    resources={"dbt": DbtCliResource(PROJECT)},
)
