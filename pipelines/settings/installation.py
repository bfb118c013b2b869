"""The settings of one installation."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from pipelines.settings.data_folder import DataFolder
from pipelines.settings.limits import Limits
from pipelines.settings.quiet import QUIET
from pipelines.settings.spark_cluster import Cluster

PROJECT_ROOT = Path(__file__).resolve().parents[2]
# The definitions of the indicators: a seed of dbt.
INDICATOR_SEED = PROJECT_ROOT / "dbt_project" / "seeds" / "definitions.csv"
# Servers listen on this machine alone.
HOST = "127.0.0.1"

# What can run dbt's models. DuckDB needs nothing but this machine.
ENGINES = ("duckdb", "spark")


@dataclass(frozen=True)
class Settings(DataFolder):
    """Settings of one installation: `data` is the folder of everything it writes; keys lie elsewhere."""

    keys_folder: Path
    limits: Limits = field(default_factory=Limits)
    # In an as-of rebuild: the last day whose drops count.
    as_of: date | None = None
    # Memory limit of DuckDB while the warehouse is built; beyond it DuckDB spills to `dbt/tmp`.
    memory: str = "5GB"
    # Free space below which `medvind doctor` warns.
    free_bytes: int = 10_000_000_000
    pages_port: int = 3001
    # Where readers find the pages behind a reverse proxy; empty: on this machine.
    pages_address: str = ""
    engine: str = ENGINES[0]
    cluster: Cluster = field(default_factory=Cluster)
    # Dagster's storage is PostgreSQL, which several workers can write to.
    several_workers: bool = False
    # Address of the PostgreSQL server that gets a copy of each publication; empty: none. It may hold a password.
    publish_to: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls) -> Settings:
        """Read the environment's variables (`environment.py`), and turn the telemetry of dependencies off.

        Raises ConfigurationInvalid where a variable has an impossible value.
        """
        from pipelines.settings.environment import read_environment

        os.environ.update(QUIET)
        return cls(**read_environment())

    @property
    def pages(self) -> str:
        """Address of the pages that `medvind serve` serves."""
        return self.pages_address or f"http://{HOST}:{self.pages_port}"

    @property
    def today(self) -> date:
        """The day that lateness is counted to: today, or the day of an as-of rebuild."""
        return self.as_of or date.today()

    @property
    def dbt_target(self) -> Path:
        """dbt's target folder. Each engine has its own, for the compiled SQL differs."""
        return self.dbt / ("target" if self.engine == ENGINES[0] else f"target-{self.engine}")

    @property
    def fact_stores(self) -> tuple[Path, ...]:
        """Where the engine keeps tables with persons in them."""
        return (self.warehouse,) if self.engine == ENGINES[0] else (self.warehouse, self.spark_location)

    @property
    def engine_and_store(self) -> str:
        """The engine and the location of its tables. When it changes, everything is built again."""
        return self.engine if self.engine == ENGINES[0] else f"{self.engine} {self.cluster.elsewhere}".strip()

    @property
    def dagster_yaml(self) -> Path:
        """Dagster's configuration: SQLite storage, or PostgreSQL for several workers."""
        return PROJECT_ROOT / ("dagster-postgres.yaml" if self.several_workers else "dagster.yaml")

    @cached_property
    def keys(self) -> Path:
        """Folder of the keys; a demo has keys of its own."""
        return self.keys_folder / "demo" if self.demo_marker.exists() else self.keys_folder
