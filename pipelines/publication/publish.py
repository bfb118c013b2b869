"""The last step of a run: read the marts, audit them, and put them where the readers look, by rename.

A publication is a folder `<YYYYMMDD-HHMMSS-xxxx>` (UTC) that appears whole. What readers open are names that
lead into the newest one, each replaced in one step; a crash in between leaves every one of them whole.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipelines.publication import swap
from pipelines.publication.audit import Audit, audit
from pipelines.publication.data_docs import render
from pipelines.publication.snapshot import Mart, read_marts, read_parquet, write_database, write_parquet
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
    """What was published: where it stands, when (UTC), and the number of rows by table."""

    id: str
    folder: Path
    published_at: datetime
    rows: dict[str, int]
    audit: Audit


def publish(settings: Settings, basis: Mapping[str, object]) -> Publication:
    """Publish the marts of `settings.warehouse`; `basis` (JSON) says what they rest on and is kept with them.

    The caller holds the house's lock. Raises `AuditFailed` where a promise is broken: readers keep what they
    had, and `marts/rejected/` tells the operator. Raises `AuditBroken` where the audit itself failed.
    """
    marts, at = read_marts(settings.warehouse), datetime.now(UTC)
    outcome = audit(
        {name: mart.rows for name, mart in marts.items()}, read_parquet(settings.marts / "parquet")
    )
    identifier = f"{at:%Y%m%d-%H%M%S}-{at.microsecond >> 4:04x}"
    rows = {name: mart.rows.height for name, mart in marts.items()}
    publication = Publication(identifier, settings.publications / identifier, at, rows, outcome)
    if not outcome.success:
        _reject(settings, publication)
        raise AuditFailed(outcome)
    _write(publication, marts, basis)
    _show(settings, publication.folder)
    _clear(settings.publications, publication.folder)
    return publication


def _reject(settings: Settings, publication: Publication) -> None:
    """Keep the findings of the newest failed audit for the operator."""
    temporary = swap.fresh_folder(settings.publications / ".rejected.new")
    _write_findings(temporary, publication)
    swap.remove(settings.marts / "rejected")
    swap.settle(temporary, settings.marts / "rejected")


def _write(publication: Publication, marts: Mapping[str, Mart], basis: Mapping[str, object]) -> None:
    temporary = swap.fresh_folder(publication.folder.with_name(f".{publication.id}.new"))
    (temporary / "parquet").mkdir()
    write_database(temporary / "medvind.duckdb", marts)
    (temporary / "medvind.duckdb").chmod(READ_ONLY)
    digests = write_parquet(temporary / "parquet", marts)
    _write_findings(temporary, publication)
    _write_json(temporary / "publication.json", _passport(publication, basis, digests))
    swap.settle(temporary, publication.folder)


def _passport(
    publication: Publication, basis: Mapping[str, object], digests: dict[str, str]
) -> dict[str, object]:
    return {
        "id": publication.id,
        "published_at": publication.published_at.isoformat(),
        "basis": dict(basis),
        "rows": publication.rows,
        "sha256": digests,
    }


def _write_findings(folder: Path, publication: Publication) -> None:
    results = publication.audit.results
    (folder / "data_docs").mkdir()
    page = render(results, publication.id, publication.published_at)
    (folder / "data_docs" / "index.html").write_text(page, encoding="utf-8")
    _write_json(folder / "validation.json", {"id": publication.id, **results})


def _write_json(path: Path, content: Mapping[str, object]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _show(settings: Settings, folder: Path) -> None:
    """Turn what readers open over to the new publication, one name at a time.

    `parquet` comes last: where it leads into a publication, all the rest does.
    """
    swap.replace_file(folder / "medvind.duckdb", settings.published)
    for name in ("data_docs", "parquet"):
        swap.replace_link(folder / name, settings.marts / name)


def _clear(publications: Path, shown: Path) -> None:
    """Remove all but the newest publications and what crashes left; never the one shown."""
    folders = sorted(publications.iterdir(), key=lambda path: path.name)
    whole = [path for path in folders if not path.name.startswith(".") and path != shown]
    kept = {shown, *whole[max(0, len(whole) - KEPT + 1) :]}
    for path in folders:
        if path not in kept:
            swap.remove(path)
