"""Write the definitions behind a publication into a zip that is stored with it."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pipelines.transform.build_state import definition_files


def write_definitions(path: Path) -> None:
    """Write every model, macro, definition, code list and limit, and how verdicts are made, into a zip.

    It is byte-equal for equal files.
    """
    with ZipFile(path, "w") as archive:
        for name, file in definition_files().items():
            if _is_shared(name):
                # ZipInfo's default timestamp (1980) makes the archive reproducible.
                archive.writestr(ZipInfo(name), file.read_bytes(), ZIP_DEFLATED)


def _is_shared(name: str) -> bool:
    """Return whether a file may be published; the partners' agreements may not."""
    return name.startswith(("dbt_project/", "pipelines/judgement/")) or name.endswith((".csv", "/place.yml"))
