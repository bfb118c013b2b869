"""Write the report and the workbook of a publication, compared with the release before it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import polars as pl

from pipelines.atomic_io import replace_file
from pipelines.publication.calendar_file import ICS
from pipelines.publication.mart_files import read_parquet
from pipelines.publication.mart_tables import DEFINITIONS, VINTAGES
from pipelines.publication.metadata import read_metadata
from pipelines.report import About, print_pdf, write_files
from pipelines.report.publication_files import HTML, MEETING_SHEET, WORKBOOK
from pipelines.settings import Settings
from pipelines.transform.indicator_definitions import with_stages

PDF = "report.pdf"


def write_report(settings: Settings, folder: Path, freeze: str | None = None) -> list[Path]:
    """Write the report, the workbook and the meeting's sheet beside their tables, and for a release the PDF too.

    `folder` is a complete publication or release, not yet shown. Returns the paths written.
    """
    tables = published_tables(folder)
    label, at = newest_freeze(tables)
    before = read_parquet(settings.releases / label / "parquet") if label else None
    about = about_publication(folder, freeze, label if before else None, at if before else None)
    written = write_files(folder, tables, before, about)
    return [*written, *(print_report(folder) if freeze else [])]


def published_tables(folder: Path) -> dict[str, pl.DataFrame]:
    """Read the tables of a publication or release, with the stages of the child's path."""
    tables = read_parquet(folder / "parquet") or {}
    return tables | {DEFINITIONS.name: with_stages(tables[DEFINITIONS.name])}


def about_publication(
    folder: Path, freeze: str | None = None, previous: str | None = None, previous_at: datetime | None = None
) -> About:
    """Return what identifies a publication, and the release that it is compared with."""
    metadata = read_metadata(folder)
    published_at = datetime.fromisoformat(metadata["published_at"])
    return About(metadata["id"], published_at, freeze, previous, previous_at)


def print_report(folder: Path) -> list[Path]:
    """Print the report of a publication as PDF, where Chromium is installed.

    It takes seconds, so it is not a part of publishing.
    """
    return [folder / PDF] if print_pdf(folder / HTML, folder / PDF) else []


def show_report(settings: Settings, folder: Path) -> None:
    """Point the names beside the figures to the files of a publication for reading; one that it lacks has no name."""
    for name in (HTML, WORKBOOK, MEETING_SHEET, ICS, PDF):
        if (folder / name).exists():
            replace_file(folder / name, settings.marts / name)
        else:
            (settings.marts / name).unlink(missing_ok=True)


def newest_freeze(tables: Mapping[str, pl.DataFrame]) -> tuple[str | None, datetime | None]:
    """Return label and time (UTC) of the newest release that a publication's tables name; None twice where there is
    none."""
    known = tables.get(VINTAGES.name)
    if known is None or not known.height:
        return None, None
    newest = known.sort("frozen_at")
    return newest["label"][-1], newest["frozen_at"][-1]
