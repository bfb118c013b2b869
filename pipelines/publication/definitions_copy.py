"""The definitions that a publication follows, as one file that is kept with it."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pipelines.settings import PROJECT_ROOT
from pipelines.transform.build_state import definition_files


def write_definitions(path: Path) -> None:
    """Write every model, macro, definition and code list into a zip: the same files, the same bytes."""
    with ZipFile(path, "w") as archive:
        for file in filter(_is_shared, definition_files()):
            # A zip wants a time; the first that it knows keeps the bytes the same.
            name = ZipInfo(str(file.relative_to(PROJECT_ROOT)))
            archive.writestr(name, file.read_bytes(), ZIP_DEFLATED)


def _is_shared(file: Path) -> bool:
    """Who the partners are, and what they have agreed to, stays in the house."""
    return "dbt_project" in file.parts or file.suffix == ".csv"
