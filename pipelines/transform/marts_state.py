"""State of the marts: which build of the cells they show, and which feeds they lack.

The server releases the lock between its steps. If another process rebuilds the cells in between and is interrupted, the
marts still show the earlier cells, and must not be published as the current ones.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

import duckdb

from pipelines.atomic_io import write_json
from pipelines.settings import Settings
from pipelines.transform.build_state import State
from schemas.feeds import all_feeds


def note_protected(settings: Settings) -> None:
    """Record that the current build of the cells is protected."""
    write_json(_protected(settings), _built(settings))


def not_in_marts(settings: Settings, tables: Collection[str]) -> set[str]:
    """Return the feeds whose protected state the marts do not show yet.

    All feeds where one of the marts in `tables` is missing, or where the last build of the marts failed."""
    with duckdb.connect(str(settings.warehouse), read_only=True) as warehouse:
        found = {name for (name,) in warehouse.execute("select table_name from duckdb_tables()").fetchall()}
    before = _state(_shown(settings)) if found.issuperset(tables) else None
    protected = _state(_protected(settings))
    return protected.changed_feeds(before) if protected else set(all_feeds())


def begin_marts(settings: Settings) -> None:
    """Record that the marts are being built, so that an interrupted build is known."""
    _shown(settings).unlink(missing_ok=True)


def note_marts(settings: Settings) -> None:
    """Record that the marts show the cells that were protected last."""
    write_json(_shown(settings), json.loads(_protected(settings).read_text(encoding="utf-8")))


def are_marts_ready(settings: Settings) -> bool:
    """Say whether the marts show the current build of the cells."""
    shown = _shown(settings)
    return shown.exists() and json.loads(shown.read_text(encoding="utf-8")) == _built(settings)


def _state(path: Path) -> State | None:
    plain = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return State(**plain) if plain else None


def _built(settings: Settings) -> dict[str, object]:
    state = State.built(settings)
    return state.as_json() if state else {}


def _protected(settings: Settings) -> Path:
    return settings.dbt / "protected.json"


def _shown(settings: Settings) -> Path:
    return settings.dbt / "in_marts.json"
