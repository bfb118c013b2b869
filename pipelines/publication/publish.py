"""The last step of a run: read the marts, audit and attack them, and publish them by atomic rename.

A publication is a folder `<YYYYMMDD-HHMMSS-xxxx>` (UTC) that is created by one rename. Readers open names that link to
the newest publication, each replaced atomically. After a crash in between, every name is intact, and the next holder of
the lock replaces the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl

from pipelines.atomic_io import fresh_folder, remove, rename_folder, write_json
from pipelines.permissions import unwritable_files
from pipelines.publication import gate
from pipelines.publication.calendar_file import ICS, calendar_file
from pipelines.publication.definitions_copy import write_definitions
from pipelines.publication.expectations.audit import Audit, audit
from pipelines.publication.expectations.data_docs import render
from pipelines.publication.mart_files import Mart, read_marts, read_parquet, write_database, write_parquet
from pipelines.publication.metadata import METADATA, next_moment
from pipelines.publication.report_files import about_publication, write_report
from pipelines.publication.show_publication import remove_old, show_publication
from pipelines.publication.warehouse_cells import EVERYTHING, LEDGER
from pipelines.settings import Settings

READ_ONLY = 0o444


class AuditFailed(Exception):
    """The marts fail an expectation and are not published. The text is Danish, without values; details in `audit`."""

    def __init__(self, outcome: Audit) -> None:
        sentences = dict.fromkeys(f"{failure.table}: {failure.sentence}" for failure in outcome.failures)
        super().__init__("Udgivelsen er holdt tilbage. Disse løfter holder ikke:\n" + "\n".join(sentences))
        self.audit = outcome


@dataclass(frozen=True)
class Publication:
    """A publication: its folder, time (UTC), number of rows by table, and the periods whose corrected figures wait for
    the next freeze."""

    id: str
    folder: Path
    published_at: datetime
    rows: dict[str, int]
    audit: Audit
    waiting: tuple[str, ...] = ()
    proof: gate.Proof | None = None


@dataclass(frozen=True)
class Basis:
    """The inputs of a publication. `state` (JSON): the build state; `definitions`: a digest for each indicator;
    `waiting`: periods whose published figures are retained until the next freeze."""

    state: Mapping[str, object]
    definitions: Mapping[str, str]
    waiting: tuple[str, ...] = ()


def publish(settings: Settings, basis: Basis) -> Publication:
    """Publish the marts of `settings.warehouse`; `basis` is stored with them.

    The caller holds the lock. Raises `AuditFailed` where an expectation fails, with its results in `marts/rejected/`,
    `GateFailed` where a hidden cell is disclosed, and `AuditBroken` where the audit could not be done; the current
    publication then stays.
    """
    with unwritable_files():
        return _publish(settings, basis)


def _publish(settings: Settings, basis: Basis) -> Publication:
    marts, at = read_marts(settings.warehouse), next_moment(settings)
    tables = {name: mart.rows for name, mart in marts.items()}
    outcome = audit(tables, read_parquet(settings.marts / "parquet"))
    identifier = f"{at:%Y%m%d-%H%M%S}-{at.microsecond >> 4:04x}"
    rows = {name: mart.rows.height for name, mart in marts.items()}
    publication = Publication(
        identifier, settings.publications / identifier, at, rows, outcome, basis.waiting
    )
    if not outcome.success:
        _reject(settings, publication)
        raise AuditFailed(outcome)
    publication = replace(publication, proof=_prove(settings, tables))
    _write(settings, publication, marts, basis)
    show_publication(settings, publication.folder)
    remove_old(settings.publications, publication.folder)
    return publication


def _prove(settings: Settings, tables: Mapping[str, pl.DataFrame]) -> gate.Proof:
    """Run the gate on the tables about to be published. Raises `GateFailed` where the proof does not hold."""
    with duckdb.connect(str(settings.warehouse), read_only=True) as warehouse:
        cells = warehouse.sql(EVERYTHING).pl()
    proven = gate.read_proofs(settings.proof_cache)
    earlier = gate.read_earlier(settings.marts)
    proof = gate.attack(tables, earlier, cells, settings.limits.gate_seconds, proven)
    gate.write_proofs(settings.proof_cache, proof.proven)
    if not proof.holds:
        raise gate.GateFailed(proof)
    return proof


def _reject(settings: Settings, publication: Publication) -> None:
    """Write the results of the newest failed audit to `marts/rejected/`."""
    temporary = fresh_folder(settings.publications / ".rejected.new")
    _write_audit(temporary, publication)
    remove(settings.marts / "rejected")
    rename_folder(temporary, settings.marts / "rejected")


def _write(settings: Settings, publication: Publication, marts: Mapping[str, Mart], basis: Basis) -> None:
    temporary = fresh_folder(publication.folder.with_name(f".{publication.id}.new"))
    (temporary / "parquet").mkdir()
    write_database(temporary / "medvind.duckdb", marts)
    (temporary / "medvind.duckdb").chmod(READ_ONLY)
    digests = write_parquet(temporary / "parquet", marts)
    _write_audit(temporary, publication)
    after = {"after": settings.current_publication.name}
    write_json(temporary / METADATA, _metadata(publication, basis, digests) | after, indent=2)
    _keep_ledger(settings, temporary / LEDGER)
    write_definitions(temporary / "definitions.zip")
    write_report(settings, temporary)
    (temporary / ICS).write_text(calendar_file(about_publication(temporary)), encoding="utf-8", newline="")
    rename_folder(temporary, publication.folder)


def _metadata(publication: Publication, basis: Basis, digests: dict[str, str]) -> dict[str, object]:
    return {
        "id": publication.id,
        "published_at": publication.published_at.isoformat(),
        "basis": dict(basis.state),
        "definitions": dict(basis.definitions),
        "waiting": list(basis.waiting),
        "rows": publication.rows,
        "sha256": digests,
    }


def _keep_ledger(settings: Settings, path: Path) -> None:
    """Store the ledger with the publication, so that it takes effect exactly when this is shown."""
    with duckdb.connect(str(settings.warehouse), read_only=True) as warehouse:
        warehouse.sql("select * from ledger order by all").pl().write_parquet(path, compression="zstd")


def _write_audit(folder: Path, publication: Publication) -> None:
    results = publication.audit.results
    (folder / "data_docs").mkdir()
    page = render(results, publication.id, publication.published_at)
    (folder / "data_docs" / "index.html").write_text(page, encoding="utf-8")
    write_json(folder / "validation.json", {"id": publication.id, **results})
