"""The dbt project as dbt parsed it, kept in this process and as a file: parsing takes half as long as building."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.atomic_io import write_unlocked
from pipelines.permissions import private_files
from pipelines.settings import Settings
from pipelines.transform.build_state import definitions_hash
from pipelines.transform.dbt_call import arguments, call_dbt


@dataclass(frozen=True)
class Parsed:
    """The parsed project: as dbt takes it, and as the JSON that it writes of it. A build adds to the first."""

    manifest: Any
    json: bytes


# The project that was parsed last in this process, by definitions and variables: it is the same for all data folders.
_known: dict[tuple[str, ...], Parsed] = {}


def parsed(settings: Settings) -> Any:
    """Return the parsed project, and write its manifest where the data folder has none."""
    which = (definitions_hash(), *arguments(settings))
    if which not in _known:
        found = call_dbt(settings, ["parse", "--no-write-json"])
        _known.clear()
        _known[which] = Parsed(found, _json(settings, found))
    if not _path(settings).exists():
        _write(_path(settings), _known[which].json)
    return _known[which].manifest


def manifest(settings: Settings) -> Path:
    """Return the path of dbt's manifest for the current definitions; parse the project where there is none."""
    if not _path(settings).exists():
        parsed(settings)
    return _path(settings)


def _path(settings: Settings) -> Path:
    return settings.dbt_target / f"manifest-{definitions_hash()[:16]}.json"


def _json(settings: Settings, found: Any) -> bytes:
    if _path(settings).exists():
        return _path(settings).read_bytes()
    with tempfile.TemporaryDirectory(dir=settings.dbt_target) as aside:
        found.write(str(Path(aside) / "manifest.json"))
        return (Path(aside) / "manifest.json").read_bytes()


def _write(path: Path, content: bytes) -> None:
    """Write by rename: a concurrent reader would see a part of what dbt itself writes in place."""
    with private_files():
        write_unlocked(path, content)
    for outdated in set(path.parent.glob("manifest-*.json")) - {path}:
        outdated.unlink(missing_ok=True)
