"""Find the configuration files of the place that is measured.

A place's own copy of `place.yml`, `partners.yml`, `roles.yml`, `targets.csv` or `code_lists/<name>.csv` lies in its
configuration folder under the same name; a file that it lacks there is the packaged one, the example of Østerbyen.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

PACKAGED = Path(__file__).parent
_IN_REPOSITORY = (PACKAGED.parent / "pyproject.toml").exists()
# What dbt loads as seeds.
TABLES = ("targets.csv", "code_lists/*.csv")
_FILES = ("place.yml", "partners.yml", *TABLES)


class ConfigurationInvalid(Exception):
    """A configuration file or folder cannot be used; the message (Danish) says which, and why."""


def default_data() -> Path:
    """Return the data folder where MEDVIND_DATA is not set: `data/` of the repository, else of the current folder."""
    return (PACKAGED.parent if _IN_REPOSITORY else Path.cwd()) / "data"


def configuration_folder() -> Path:
    """Return the folder of the place's own files: MEDVIND_CONFIG, else `config/` beside the data folder.

    Without either, the packaged folder. Raises ConfigurationInvalid when MEDVIND_CONFIG names no folder.
    """
    if named := os.environ.get("MEDVIND_CONFIG"):
        folder = Path(named).absolute()
        if not folder.is_dir():
            raise ConfigurationInvalid(f"MEDVIND_CONFIG peger på en mappe, der ikke findes: {folder}")
        return folder
    beside = _beside_data(os.environ.get("MEDVIND_DATA", ""), Path.cwd())
    return beside if beside.is_dir() else PACKAGED


# An ingest of one file asks for thirty configuration files, and paths take longer to put together than to look at.
@cache
def _beside_data(data: str, current: Path) -> Path:
    return (current / data if data else default_data()).parent / "config"


@cache
def _packaged(name: str) -> Path:
    return PACKAGED / name


def configuration_file(name: str) -> Path:
    """Return the place's own copy of a file, else the packaged one; `name` as in `code_lists/areas.csv`."""
    folder = configuration_folder()
    return folder / name if folder is not PACKAGED and (folder / name).is_file() else _packaged(name)


def own_files() -> list[Path]:
    """Return the place's own configuration files in order; empty where it has none.

    Raises ConfigurationInvalid for a code list that nothing reads: a misspelt name would be ignored silently.
    """
    folder = configuration_folder()
    if folder == PACKAGED:
        return []
    found = sorted(path for pattern in _FILES for path in folder.glob(pattern))
    for path in found:
        if not (PACKAGED / path.relative_to(folder)).exists():
            raise ConfigurationInvalid(f"Ingen kodeliste hedder {path.stem}: {path}")
    return found
