"""Releases: frozen publications, for figures that are quoted later.

A release is a copy of a publication under a label, created by one rename and never changed. Its sha256 covers the
tables only, so that equal numbers have equal digests.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import duckdb
import polars as pl

from pipelines.atomic_io import remove, rename_folder, write_json
from pipelines.publication.mart_tables import VINTAGES
from pipelines.publication.metadata import next_moment, read_metadata
from pipelines.publication.report_files import write_report
from pipelines.settings import Settings

RELEASE = "release.json"
READ_ONLY = 0o444
_LABEL = re.compile(r"[0-9A-Za-zÆØÅæøå][-_0-9A-Za-zÆØÅæøå]{0,39}")


class NotFrozen(Exception):
    """A release that cannot be made or found. The message says why in Danish."""


@dataclass(frozen=True)
class Release:
    """A release. `drops`: number of files received by then; `frozen_at` is in UTC."""

    label: str
    frozen_at: datetime
    publication: str
    drops: int
    sha256: str

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read what `freeze` wrote."""
        plain: dict[str, Any] = json.loads((folder / RELEASE).read_text(encoding="utf-8"))
        return cls(**plain | {"frozen_at": datetime.fromisoformat(plain["frozen_at"])})


def releases(settings: Settings) -> list[Release]:
    """Return every release, the oldest first."""
    found = (Release.read(path.parent) for path in settings.releases.glob(f"[!.]*/{RELEASE}"))
    return sorted(found, key=lambda release: (release.frozen_at, release.label))


def check_label(settings: Settings, label: str) -> None:
    """Raise NotFrozen where a label is not valid as a folder name, or already used."""
    if not _LABEL.fullmatch(label):
        raise NotFrozen("Brug højst 40 bogstaver, tal og bindestreger i navnet, fx 2026K4.")
    if (settings.releases / label).exists():
        raise NotFrozen(f"{label} er allerede fastfrosset, og det ændres aldrig. Vælg et andet navn.")


def freeze(settings: Settings, label: str) -> Release:
    """Copy the current publication to a release under `label`; the caller holds the lock. Raises NotFrozen."""
    check_label(settings, label)
    source = settings.current_publication
    if not (source / "parquet").is_dir():
        raise NotFrozen("Der er ikke udgivet noget endnu. Skriv først: medvind run")
    metadata = read_metadata(source)
    release = Release(
        label, next_moment(settings), metadata["id"], _drops(source), digest(metadata["sha256"])
    )
    temporary = settings.releases / f".{label}.new"
    remove(temporary)
    shutil.copytree(source, temporary)
    write_report(settings, temporary, freeze=label)
    plain = asdict(release) | {"frozen_at": release.frozen_at.isoformat()}
    write_json(temporary / RELEASE, plain, indent=2)
    for path in temporary.rglob("*"):
        path.chmod(READ_ONLY if path.is_file() else 0o755)
    rename_folder(temporary, settings.releases / label)
    return release


def digest(tables: dict[str, str]) -> str:
    """Return one sha256 over the sha256 of each table, by table name; the table `vintages` is left out."""
    lines = (f"{sha256} {name}\n" for name, sha256 in sorted(tables.items()) if name != VINTAGES.name)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _drops(publication: Path) -> int:
    received = pl.read_parquet(publication / "parquet" / "deliveries.parquet", columns=["receipt_id"])
    return received["receipt_id"].drop_nulls().n_unique()


def write_vintages(settings: Settings) -> None:
    """Write the table `vintages`, the list of releases, into the warehouse."""
    rows = [_row(release) for release in releases(settings)]
    columns: dict[str, Any] = {
        "label": pl.String,
        "frozen_at": pl.Datetime("us"),
        "drops": pl.Int64,
        "sha256": pl.String,
    }
    table = pl.DataFrame(rows, schema=columns, orient="row")
    with duckdb.connect(str(settings.warehouse)) as warehouse:
        warehouse.register("incoming", table.to_arrow())
        warehouse.execute("create or replace table vintages as from incoming")


def _row(release: Release) -> tuple[str, datetime, int, str]:
    return release.label, release.frozen_at.replace(tzinfo=None), release.drops, release.sha256
