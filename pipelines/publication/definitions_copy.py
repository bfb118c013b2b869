"""The definitions that a publication follows, as one file that is kept with it."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pipelines.transform.build_state import definition_files


def write_definitions(path: Path) -> None:
    """Write every model, macro, definition, code list and limit into a zip: the same files, the same bytes."""
    with ZipFile(path, "w") as archive:
        for name, file in definition_files().items():
            if _is_shared(name):
                # A zip has a time for each file; its earliest keeps the bytes the same.
                archive.writestr(ZipInfo(name), file.read_bytes(), ZIP_DEFLATED)


def _is_shared(name: str) -> bool:
    """Say whether a file is published: not who the partners are, and what they have agreed to."""
    return name.startswith("dbt_project/") or name.endswith((".csv", "/place.yml"))
