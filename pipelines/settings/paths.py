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
# Servers listen on this machine alone.
HOST = "127.0.0.1"

# What can run dbt's models. DuckDB needs nothing but this machine.
ENGINES = ("duckdb", "spark")


@dataclass(frozen=True)
class Settings:
    """Where one house keeps its things. `data` is everything it writes; `keys` lies apart."""

    data: Path
    keys_folder: Path
    limits: Limits = field(default_factory=Limits)
    # A house of the past knows what had come by the end of this day, and nothing of what came later.
    as_of: date | None = None
    # What the warehouse may take while it is built; beyond that it writes to `dbt/tmp`.
    memory: str = "5GB"
    pages_port: int = 3001
    engine: str = ENGINES[0]
    cluster: Cluster = field(default_factory=Cluster)
    # Dagster's storage is PostgreSQL, which several workers can write to.
    several_workers: bool = False

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
        """The address of the pages of the published figures: `medvind serve` puts them there, and links lead there."""
        return f"http://{HOST}:{self.pages_port}"

    @property
    def today(self) -> date:
        """The day that lateness is counted to."""
        return self.as_of or date.today()

    @property
    def inbox(self) -> Path:
        """Where partners drop files: one folder a partner."""
        return self.data / "inbox"

    @property
    def raw(self) -> Path:
        """The archive: `<feed>/<receipt_id>/`."""
        return self.data / "raw"

    @property
    def receipts(self) -> Path:
        """Receipts as JSON: `<partner>/<receipt_id>.json`."""
        return self.data / "receipts"

    @property
    def warehouse(self) -> Path:
        """Pseudonymous facts, dbt's database."""
        return self.data / "warehouse.duckdb"

    @property
    def marts(self) -> Path:
        """What is shared."""
        return self.data / "marts"

    @property
    def published(self) -> Path:
        """The file the secretariat queries."""
        return self.marts / "medvind.duckdb"

    @property
    def shown(self) -> Path:
        """The folder of the publication that readers see now; without tables in it where nothing is published."""
        return (self.marts / "parquet").resolve().parent

    @property
    def publications(self) -> Path:
        """One folder a publication: tables, Data Docs, what it rests on."""
        return self.marts / "publications"

    @property
    def releases(self) -> Path:
        """What was frozen for a meeting: one folder a label, never changed."""
        return self.marts / "releases"

    @property
    def past(self) -> Path:
        """Houses of the past, one a day or label: rebuilt from the same archive, and never published."""
        return self.data / "as_of"

    @property
    def dbt(self) -> Path:
        """dbt's target and logs, and the tables it reads that are derived from the contracts."""
        return self.data / "dbt"

    @property
    def dbt_target(self) -> Path:
        """What dbt has parsed and compiled: for each engine its own, for they spell some things differently."""
        return self.dbt / ("target" if self.engine == ENGINES[0] else f"target-{self.engine}")

    @property
    def facts(self) -> tuple[Path, ...]:
        """Where the engine keeps what it has counted, persons and all. What follows reads the warehouse."""
        return (self.warehouse,) if self.engine == ENGINES[0] else (self.warehouse, self.place)

    @property
    def engine_and_store(self) -> str:
        """The engine, and where its tables lie if not here: whoever changes that has all counted again."""
        return self.engine if self.engine == ENGINES[0] else f"{self.engine} {self.cluster.elsewhere}".strip()

    @property
    def place(self) -> Path:
        """Says where Spark's tables lie, if not beside it; there only where Spark has counted."""
        return self.spark / "place.txt"

    @property
    def spark(self) -> Path:
        """What Spark keeps, where it is the engine: its tables, its catalogue of them, its temporary files."""
        return self.data / "spark"

    @property
    def blocks(self) -> Path:
        """What disclosure control found out about the tables it was given last."""
        return self.dbt / "blocks.json"

    @property
    def proven(self) -> Path:
        """What the gate has proven before, so that it need not be again."""
        return self.dbt / "proven.json"

    @property
    def dagster(self) -> Path:
        """Dagster's storage."""
        return self.data / "dagster"

    @property
    def dagster_yaml(self) -> Path:
        """How Dagster is set up: by itself, or with PostgreSQL for several workers."""
        return PROJECT_ROOT / ("dagster-postgres.yaml" if self.several_workers else "dagster.yaml")

    @property
    def logs(self) -> Path:
        """Who looked, and what was removed when and why; never a value."""
        return self.data / "logs"

    @property
    def temporary(self) -> Path:
        """Where libraries put down what they work on: it may hold persons, and goes when the work is done."""
        return self.data / "tmp"

    @property
    def claims(self) -> Path:
        """Which of several workers reads which file of the inbox: a lock each."""
        return self.data / ".claims"

    @property
    def persons(self) -> Path:
        """What is remembered of single persons: who was erased, whose number was replaced."""
        return self.raw / ".persons.json"

    @property
    def restricted(self) -> tuple[Path, ...]:
        """The rooms that hold persons, or tell of them: for the one who runs the house alone."""
        return (self.raw, self.dbt, self.spark, self.dagster, self.logs, self.temporary, self.past)

    @property
    def lock(self) -> Path:
        """Held by the one process that may write."""
        return self.data / ".lock"

    @property
    def format(self) -> Path:
        """Says in which format the store is written (`upgrades.py`)."""
        return self.data / "format.json"

    @property
    def failure(self) -> Path:
        """How the last run ended, where it did not end well."""
        return self.logs / "failure.json"

    @property
    def standing(self) -> Path:
        """The house as it stood at one moment, for as long as a backup is copied from it."""
        return self.data / ".backup"

    @property
    def restored(self) -> Path:
        """What came out of a backup, whole and checked, and is not yet in its place."""
        return self.data / "restored"

    @property
    def demo_marker(self) -> Path:
        """Says that this data folder holds invented people only."""
        return self.data / ".demo"

    @cached_property
    def keys(self) -> Path:
        """The folder of keys: a demo's keys are never those of real persons, nor the other way."""
        return self.keys_folder / "demo" if self.demo_marker.exists() else self.keys_folder
