"""The one place for paths, limits and keys' whereabouts.

Nothing else in the house builds a path into `data/` or reads an environment variable of ours.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parents[1]

# Every dependency that would call home is told not to, before it is imported.
QUIET = {
    "DO_NOT_TRACK": "1",
    "DAGSTER_DISABLE_TELEMETRY": "1",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "GX_ANALYTICS_ENABLED": "false",
    "DISABLE_PANDERA_IMPORT_WARNING": "true",
}


@dataclass(frozen=True)
class Limits:
    """What one drop may weigh. Sizes in bytes, times in seconds."""

    file_bytes: int = 2_000_000_000
    rows: int = 20_000_000
    columns: int = 500
    header_rows: int = 30
    unpacked_bytes: int = 4_000_000_000
    zip_ratio: int = 200
    parse_seconds: float = 60.0
    parse_bytes: int = 3_000_000_000
    settle_seconds: float = 2.0
    unknown_share: float = 0.05
    shrink_share: float = 0.80
    repeat_days: int = 30
    shrink_from_rows: int = 20
    cells_named: int = 1000
    # A workbook with marks takes much more room in memory than its file does on disk.
    marked_bytes: int = 20_000_000
    marked_cells: int = 300_000
    marked_seconds: float = 60.0
    answers_days: int = 90


@dataclass(frozen=True)
class Settings:
    """Where one house keeps its things. `data` is everything it writes; `keys` lies apart."""

    data: Path
    keys_home: Path
    limits: Limits = Limits()

    @classmethod
    def from_environment(cls) -> Settings:
        """Read MEDVIND_DATA and MEDVIND_KEYS, or take the defaults, and silence telemetry."""
        os.environ.update(QUIET)
        data = Path(os.environ.get("MEDVIND_DATA", PROJECT_ROOT / "data"))
        keys = Path(os.environ.get("MEDVIND_KEYS", Path.home() / ".config" / "medvind"))
        return cls(data.absolute(), keys.absolute())

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
    def publications(self) -> Path:
        """One folder a publication: tables, Data Docs, what it rests on."""
        return self.marts / "publications"

    @property
    def dbt(self) -> Path:
        """dbt's target and logs, and the tables it reads that are derived from the contracts."""
        return self.data / "dbt"

    @property
    def dagster(self) -> Path:
        """Dagster's storage."""
        return self.data / "dagster"

    @property
    def lock(self) -> Path:
        """Held by the one process that may write."""
        return self.data / ".lock"

    @property
    def demo_mark(self) -> Path:
        """Says that this data folder holds invented people only."""
        return self.data / ".demo"

    @cached_property
    def keys(self) -> Path:
        """The folder of keys: a demo's keys are never those of real persons, nor the other way."""
        return self.keys_home / "demo" if self.demo_mark.exists() else self.keys_home
