"""Paths of the data folder, and the settings of one installation. Nothing else builds a path below `data/`."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

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
class Settings:
    """Settings of one installation: `data` is the folder of everything it writes; keys lie elsewhere."""

    data: Path
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
    def inbox(self) -> Path:
        """Folder where partners drop files: `<partner>/`."""
        return self.data / "inbox"

    @property
    def raw(self) -> Path:
        """The archive: `<feed>/<receipt_id>/`."""
        return self.data / "raw"

    @property
    def answers(self) -> Path:
        """What the secretariat has answered on partners' own headers and codes."""
        return self.raw / ".answers.json"

    @property
    def receipts(self) -> Path:
        """Receipts as JSON: `<partner>/<receipt_id>.json`."""
        return self.data / "receipts"

    @property
    def warehouse(self) -> Path:
        """dbt's database of pseudonymous facts."""
        return self.data / "warehouse.duckdb"

    @property
    def marts(self) -> Path:
        """Everything that is shared with readers."""
        return self.data / "marts"

    @property
    def published(self) -> Path:
        """The DuckDB file that the secretariat queries."""
        return self.marts / "medvind.duckdb"

    @property
    def current_publication(self) -> Path:
        """Folder of the current publication; it holds no tables where nothing is published."""
        return (self.marts / "parquet").resolve().parent

    @property
    def publications(self) -> Path:
        """One folder for each publication: tables, Data Docs, metadata."""
        return self.marts / "publications"

    @property
    def releases(self) -> Path:
        """One folder for each release (frozen publication), by label; never changed."""
        return self.marts / "releases"

    @property
    def as_of_folder(self) -> Path:
        """As-of rebuilds, one folder for each day or label; never published."""
        return self.data / "as_of"

    @property
    def dbt(self) -> Path:
        """dbt's target and logs, and the source tables derived from the contracts."""
        return self.data / "dbt"

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
    def spark_location(self) -> Path:
        """File that names the location of Spark's tables; missing where Spark was never the engine."""
        return self.spark / "place.txt"

    @property
    def spark(self) -> Path:
        """Spark's tables, catalogue and temporary files, where Spark is the engine."""
        return self.data / "spark"

    @property
    def suppression_cache(self) -> Path:
        """Cache of the suppression patterns that disclosure control solved last."""
        return self.dbt / "blocks.json"

    @property
    def proof_cache(self) -> Path:
        """Cache of what the gate has proven safe."""
        return self.dbt / "proven.json"

    @property
    def dagster(self) -> Path:
        """Dagster's storage."""
        return self.data / "dagster"

    @property
    def dagster_yaml(self) -> Path:
        """Dagster's configuration: SQLite storage, or PostgreSQL for several workers."""
        return PROJECT_ROOT / ("dagster-postgres.yaml" if self.several_workers else "dagster.yaml")

    @property
    def logs(self) -> Path:
        """Logs of access, removal and failure; never a value from a drop."""
        return self.data / "logs"

    @property
    def temporary(self) -> Path:
        """Temporary files of libraries. They may hold persons, and are removed when the work is done."""
        return self.data / "tmp"

    @property
    def tried(self) -> Path:
        """Files that are tried on the page, each in a folder of its own, until they are answered."""
        return self.data / "tried"

    @property
    def claims(self) -> Path:
        """One lock file for each inbox file that a worker is reading."""
        return self.data / ".claims"

    @property
    def person_register(self) -> Path:
        """Register of erased persons and of replaced CPR numbers, as pseudonyms."""
        return self.raw / ".persons.json"

    @property
    def restricted(self) -> tuple[Path, ...]:
        """Folders that hold persons, or traces of them: closed to every account but the operator's."""
        stored = (self.raw, self.receipts, self.dbt, self.spark, self.as_of_folder)
        return (*stored, self.dagster, self.logs, self.temporary, self.tried)

    @property
    def lock(self) -> Path:
        """Lock file of the data folder (`pipelines/lock.py`)."""
        return self.data / ".lock"

    @property
    def format(self) -> Path:
        """File that names the store's format version (`operations/migrations.py`)."""
        return self.data / "format.json"

    @property
    def failure(self) -> Path:
        """The last failure, until the same step succeeds."""
        return self.logs / "failure.json"

    @property
    def backup_snapshot(self) -> Path:
        """Snapshot of the data folder that a backup is copied from; removed afterwards."""
        return self.data / ".backup"

    @property
    def restored(self) -> Path:
        """A restored and verified backup that is not yet moved into place."""
        return self.data / "restored"

    @property
    def demo_marker(self) -> Path:
        """File that marks a data folder of invented persons."""
        return self.data / ".demo"

    @cached_property
    def keys(self) -> Path:
        """Folder of the keys; a demo has keys of its own."""
        return self.keys_folder / "demo" if self.demo_marker.exists() else self.keys_folder
