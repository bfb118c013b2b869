"""Build state: the definitions and drops that the warehouse was built from, and what has changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Self

from pipelines.atomic_io import write_json
from pipelines.intake.archive.drop_folder import MANIFEST, ROWS
from pipelines.intake.identity.person_register import changes
from pipelines.settings import ENGINES, PROJECT_ROOT, Settings
from schemas.configuration import configuration_folder, own_files
from schemas.feeds import all_feeds

# The mart `judgements` is computed by the package of that name.
_DEFINITIONS = ("dbt_project", "schemas", "pipelines/judgement")
_SUFFIXES = {".sql", ".yml", ".csv", ".py"}


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def definition_files() -> dict[str, Path]:
    """Return every definition, contract and configuration file by name.

    Names are relative to the repository, or begin with `config/`.
    """
    files = (path for folder in _DEFINITIONS for path in (PROJECT_ROOT / folder).rglob("*"))
    packaged = {
        str(path.relative_to(PROJECT_ROOT)): path for path in sorted(files) if path.suffix in _SUFFIXES
    }
    own = {f"config/{path.relative_to(configuration_folder())}": path for path in own_files()}
    return {name: path for name, path in packaged.items() if "target" not in Path(name).parts} | own


def definitions_hash() -> str:
    """Return a digest of every definition, contract and configuration file."""
    return _hash(
        f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for name, path in definition_files().items()
    )


@dataclass(frozen=True)
class State:
    """Inputs of a warehouse: the definitions, the live drops of each feed (their number, digest and names), the
    receipts, the number of changes made to stored rows for single persons, the engine, and the day that lateness is
    counted to."""

    definitions: str
    drops: dict[str, int]
    feeds: dict[str, str]
    receipts: str
    persons: int = 0
    engine: str = ENGINES[0]
    # A warehouse of yesterday is of the same drops.
    day: str = field(default="", compare=False)
    # Compared as their digest. None of a warehouse that was built before they were noted.
    live: dict[str, list[str]] = field(default_factory=dict, compare=False)

    @classmethod
    def now(cls, settings: Settings) -> Self:
        """Return the state of the archive and definitions now."""
        live = {feed: _names(settings.raw / feed, ROWS) for feed in all_feeds()}
        counts = {feed: len(names) for feed, names in live.items()}
        hashes = {feed: _hash(names) for feed, names in live.items()}
        receipts = _hash(_names(settings.raw, f"*/{MANIFEST}"))
        return cls(
            definitions_hash(),
            counts,
            hashes,
            receipts,
            changes(settings),
            settings.engine_and_store,
            settings.today.isoformat(),
            live,
        )

    @classmethod
    def built(cls, settings: Settings) -> Self | None:
        """Return the state that the warehouse was last built from, or None where it never was."""
        if not _file(settings).exists():
            return None
        built = cls(**json.loads(_file(settings).read_text(encoding="utf-8")))
        # The engine of that build may have been the other one.
        stores = replace(settings, engine=built.engine.split()[0]).fact_stores
        return built if all(path.exists() for path in stores) else None

    def begin(self, settings: Settings) -> None:
        """Record that a build of this state has begun; `save` records its end."""
        write_json(_begun(settings), self._read)

    def save(self, settings: Settings) -> None:
        """Store this as the state that the warehouse was built from."""
        write_json(_file(settings), asdict(self))
        _begun(settings).unlink(missing_ok=True)

    def follows_another(self, settings: Settings) -> bool:
        """Say whether a build of other definitions or drops was begun and not finished: what it wrote may be there."""
        begun = _begun(settings)
        return begun.exists() and json.loads(begun.read_text(encoding="utf-8")) != self._read

    def owes_other_lists(self, built: State | None) -> bool:
        """Say whether other lists may be owed: with each receipt, also of a refused file, and each day."""
        return built is None or (built.receipts, built.day) != (self.receipts, self.day)

    def changed_feeds(self, built: State | None) -> set[str]:
        """Return the feeds whose models must be built again: all of them when a definition, a person's rows or the
        engine has changed."""
        if built is None or built._counted_so != self._counted_so:
            return set(self.feeds)
        return {feed for feed, drops in self.feeds.items() if built.feeds.get(feed) != drops}

    def changed_drops(self, built: Self | None, feed: str) -> set[str] | None:
        """Return the names of the feed's drops that have come or gone since; None where they are not known."""
        if built is None or feed not in built.live or built._counted_so != self._counted_so:
            return None
        return set(built.live[feed]) ^ set(self.live[feed])

    @property
    def _read(self) -> dict[str, object]:
        return {"definitions": self.definitions, "feeds": self.feeds}

    @property
    def _counted_so(self) -> tuple[object, ...]:
        return self.definitions, self.persons, self.engine

    def as_json(self) -> dict[str, object]:
        """Return the state as JSON values, without the day and the names of drops."""
        return {name: value for name, value in asdict(self).items() if name not in ("day", "live")}


def _names(folder: Path, file: str) -> list[str]:
    return sorted(path.parent.name for path in folder.glob(f"*/{file}") if path.parent.name != "empty")


def _file(settings: Settings) -> Path:
    return settings.dbt / "built.json"


def _begun(settings: Settings) -> Path:
    return settings.dbt / "begun.json"
