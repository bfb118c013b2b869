"""Health check of the databases: they can be opened, and the files shown are those that were published."""

from __future__ import annotations

import filecmp
import hashlib
from collections.abc import Iterator
from pathlib import Path

import duckdb

from pipelines.file_lock import is_held
from pipelines.operations.health.health_result import HealthResult, error, ok
from pipelines.publication.database_logs import database_logs
from pipelines.publication.metadata import read_metadata
from pipelines.settings import Settings

_REBUILD = "Skriv: medvind run. Hjælper det ikke, så hent mappen marts fra jeres sikkerhedskopi."


def check_databases(settings: Settings) -> Iterator[HealthResult]:
    """Check the warehouse, and the current publication against its digests."""
    # The holder of the lock may have the warehouse open exclusively.
    if settings.warehouse.exists() and not is_held(settings.lock):
        yield _warehouse(settings)
    if not settings.published.exists() and not (settings.marts / "parquet").is_symlink():
        yield ok("Der er ikke udgivet noget endnu.")
        return
    yield from _published(settings)


def _warehouse(settings: Settings) -> HealthResult:
    try:
        with duckdb.connect(str(settings.warehouse), read_only=True) as warehouse:
            warehouse.execute("select count(*) from duckdb_tables()").fetchall()
    except duckdb.Error:
        return error(
            "Databasen kan ikke åbnes.",
            f"Luk andre programmer, der har den åben. Ellers slet {settings.warehouse}, og skriv: medvind run",
        )
    return ok("Databasen kan åbnes.")


def _published(settings: Settings) -> Iterator[HealthResult]:
    try:
        digests = read_metadata(settings.current_publication)["sha256"]
    except (OSError, ValueError, KeyError):
        yield error("Det, der er udgivet, har intet pas.", _REBUILD)
        return
    changed = sorted(
        name
        for name, digest in digests.items()
        if _sha256(settings.current_publication / "parquet" / f"{name}.parquet") != digest
    )
    if changed:
        yield error(f"Udgivne tabeller er ikke, som de blev udgivet: {', '.join(changed)}.", _REBUILD)
    elif logs := list(database_logs(settings)):
        yield error(
            f"{logs[0]} ændrer det, læserne ser: et program har skrevet i de udgivne tal.",
            "Skriv: medvind run. Så bliver filen fjernet, og tallene er igen, som de blev udgivet.",
        )
    elif not _same(settings.published, settings.current_publication / "medvind.duckdb"):
        yield error(f"{settings.published} er ikke den fil, der blev udgivet.", _REBUILD)
    else:
        yield ok("Det, læserne ser, er det, der blev udgivet.")


def _sha256(path: Path) -> str:
    if not path.exists():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and (one.samefile(other) or filecmp.cmp(one, other, shallow=False))
