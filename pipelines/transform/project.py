"""The dbt project that an installation calls: the packaged one, with the code lists and targets of the place.

A place's tables reach dbt by a path inside the project: dbt writes the SQL that it runs to its target folder under the
path of the seed, so a seed with an absolute path, or one that leads far up, would be overwritten by its own SQL.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipelines.atomic_io import write_unlocked
from pipelines.permissions import private_files
from pipelines.settings import PROJECT_ROOT, Settings
from schemas.configuration import PACKAGED, TABLES, configuration_file, own_files

PROJECT = PROJECT_ROOT / "dbt_project"
_OWN_SEEDS = "place"
_PARTS = ("dbt_project.yml", "profiles.yml", "macros", "models", "seeds", "tests")


def seed_path() -> str:
    """Return where dbt finds code lists and targets, relative to its project."""
    return _OWN_SEEDS if _has_own_tables() else os.path.relpath(PACKAGED, PROJECT)


def project_of(settings: Settings) -> Path:
    """Return the folder that dbt is called with: the packaged project, or links to it beside the place's tables."""
    if not _has_own_tables():
        return PROJECT
    folder = settings.dbt / "project"
    for part in _PARTS:
        _link(PROJECT / part, folder / part)
    for packaged in _tables():
        name = packaged.relative_to(PACKAGED)
        write_unlocked(folder / _OWN_SEEDS / name, configuration_file(str(name)).read_bytes())
    return folder


def copy_parsed(settings: Settings, other: Settings) -> None:
    """Give another data folder the project as dbt parsed it, where it did."""
    with private_files():
        other.dbt_target.mkdir(parents=True, exist_ok=True)
        for file in settings.dbt_target.glob("*.*"):
            if file.is_file():
                shutil.copyfile(file, other.dbt_target / file.name)


def _has_own_tables() -> bool:
    return any(path.suffix == ".csv" for path in own_files())


def _tables() -> Iterator[Path]:
    return (path for pattern in TABLES for path in PACKAGED.glob(pattern))


def _link(source: Path, link: Path) -> None:
    if link.is_symlink() and link.readlink() == source:
        return
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(source)
