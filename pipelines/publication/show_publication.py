"""Show a publication to readers: point the names that they open to it, and remove old publications."""

from __future__ import annotations

from pathlib import Path

from pipelines.atomic_io import remove, replace_file, replace_link
from pipelines.publication.database_logs import remove_logs
from pipelines.publication.metadata import METADATA, read_metadata
from pipelines.publication.partner_pages import write_partner_pages
from pipelines.publication.report_files import about_publication, published_tables, show_report
from pipelines.settings import Settings

KEPT = 20


def finish_publication(settings: Settings) -> None:
    """Finish after a crash: show a publication that was complete but not fully shown, and remove temporary folders.

    Logs that others left beside published databases are removed too. The caller holds the lock.
    """
    remove_logs(settings)
    shown = settings.current_publication
    for metadata in settings.publications.glob(f"[!.]*/{METADATA}"):
        if read_metadata(metadata.parent).get("after") == shown.name:
            show_publication(settings, metadata.parent)
    if any(settings.publications.glob(".*.new")):
        remove_old(settings.publications, settings.current_publication)


def show_publication(settings: Settings, folder: Path) -> None:
    """Point the names that readers open to the new publication, one at a time.

    `parquet` comes last: once it links to a publication, all other names do.
    """
    remove_logs(settings)
    replace_file(folder / "medvind.duckdb", settings.published)
    show_report(settings, folder)
    for name in ("data_docs", "parquet"):
        replace_link(folder / name, settings.marts / name)
    write_partner_pages(settings, published_tables(folder), about_publication(folder))


def remove_old(publications: Path, shown: Path) -> None:
    """Remove all but the newest KEPT publications, and what crashes left; never the current one."""
    folders = sorted(publications.iterdir(), key=lambda path: path.name)
    whole = [path for path in folders if not path.name.startswith(".") and path != shown]
    kept = {shown, *whole[max(0, len(whole) - KEPT + 1) :]}
    for path in folders:
        if path not in kept:
            remove(path)
