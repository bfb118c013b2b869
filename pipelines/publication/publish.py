"""The last step of a run: read the marts, audit them, and put them where the readers look, by rename.

A publication is a folder `<YYYYMMDD-HHMMSS-xxxx>` (UTC) that appears whole. What readers open are names that
lead into the newest one, each replaced in one step; a crash in between leaves every one of them whole, and whoever
takes the house's lock next turns the rest over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl

from pipelines.atomic_io import fresh_folder, remove, rename_folder, replace_file, replace_link, write_json
from pipelines.publication import gate
from pipelines.publication.definitions_copy import write_definitions
from pipelines.publication.expectations.audit import Audit, audit
from pipelines.publication.expectations.data_docs import render
from pipelines.publication.mart_files import Mart, read_marts, read_parquet, write_database, write_parquet
from pipelines.publication.metadata import METADATA, next_moment, read_metadata
from pipelines.publication.report_files import write_report
from pipelines.publication.warehouse_cells import EVERYTHING, LEDGER
from pipelines.report.publication_files import HTML, WORKBOOK
from pipelines.settings import Settings

KEPT = 20
READ_ONLY = 0o444


class AuditFailed(Exception):
    """The marts break a promise and are not published. `audit` says which; the text is Danish, no values."""

    def __init__(self, outcome: Audit) -> None:
        sentences = dict.fromkeys(f"{failure.table}: {failure.sentence}" for failure in outcome.failures)
        super().__init__("Udgivelsen er holdt tilbage. Disse løfter holder ikke:\n" + "\n".join(sentences))
        self.audit = outcome


@dataclass(frozen=True)
class Publication:
    """What was published: where it stands, when (UTC), the number of rows by table, and the periods whose corrected
    figures wait for the next freeze."""

    id: str
    folder: Path
    published_at: datetime
    rows: dict[str, int]
    audit: Audit
    waiting: tuple[str, ...] = ()
    proof: gate.Proof | None = None


@dataclass(frozen=True)
class Basis:
    """What a publication rests on. `state` (JSON): what the warehouse was built from; `definitions`: a digest of
    each indicator's; `waiting`: periods whose old figures stand until the next freeze."""

    state: Mapping[str, object]
    definitions: Mapping[str, str]
    waiting: tuple[str, ...] = ()


def publish(settings: Settings, basis: Basis) -> Publication:
    """Publish the marts of `settings.warehouse`; `basis` is kept with them.

    The caller holds the house's lock. Raises `AuditFailed` where a promise is broken and `GateFailed` where
    something hidden could be worked out: readers keep what they had, and `marts/rejected/` tells the operator.
    Raises `AuditBroken` where the audit itself failed.
    """
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
    _show(settings, publication.folder)
    _clear(settings.publications, publication.folder)
    return publication


def finish_publication(settings: Settings) -> None:
    """Let readers have a publication that stood when its run was cut off, for some may have it already; and clear what
    is half made, for there may be nothing more to publish.

    The caller holds the house's lock.
    """
    shown = settings.current_publication
    for metadata in settings.publications.glob(f"[!.]*/{METADATA}"):
        if read_metadata(metadata.parent).get("after") == shown.name:
            _show(settings, metadata.parent)
    if any(settings.publications.glob(".*.new")):
        _clear(settings.publications, settings.current_publication)


def _prove(settings: Settings, tables: Mapping[str, pl.DataFrame]) -> gate.Proof:
    """Attack what is about to be published as a reader would; raises `GateFailed` where that succeeds."""
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
    """Keep the findings of the newest failed audit for the operator."""
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
    """Disclosure control remembers what has been published, from the moment it is."""
    with duckdb.connect(str(settings.warehouse), read_only=True) as warehouse:
        warehouse.sql("select * from ledger order by all").pl().write_parquet(path, compression="zstd")


def _write_audit(folder: Path, publication: Publication) -> None:
    results = publication.audit.results
    (folder / "data_docs").mkdir()
    page = render(results, publication.id, publication.published_at)
    (folder / "data_docs" / "index.html").write_text(page, encoding="utf-8")
    write_json(folder / "validation.json", {"id": publication.id, **results})


def _show(settings: Settings, folder: Path) -> None:
    """Turn what readers open over to the new publication, one name at a time.

    `parquet` comes last: where it leads into a publication, all the rest does.
    """
    replace_file(folder / "medvind.duckdb", settings.published)
    for name in (HTML, WORKBOOK):
        replace_file(folder / name, settings.marts / name)
    for name in ("data_docs", "parquet"):
        replace_link(folder / name, settings.marts / name)


def _clear(publications: Path, shown: Path) -> None:
    """Remove all but the newest publications and what crashes left; never the one shown."""
    folders = sorted(publications.iterdir(), key=lambda path: path.name)
    whole = [path for path in folders if not path.name.startswith(".") and path != shown]
    kept = {shown, *whole[max(0, len(whole) - KEPT + 1) :]}
    for path in folders:
        if path not in kept:
            remove(path)
