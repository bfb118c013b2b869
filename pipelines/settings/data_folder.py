"""The data folder of an installation. Nothing else builds a path below `data/`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class DataFolder:
    """The folder of everything that an installation writes, and the paths in it."""

    data: Path

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
