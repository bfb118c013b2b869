"""Which state of the cells the marts show, and what they lack.

The server lets go of the house's lock between its steps. Another process may build the cells anew there and be cut off:
then the marts are of yesterday's cells, and must not be published as today's.
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
    """The cells as they are built now are protected."""
    write_json(_protected(settings), _built(settings))


def not_in_marts(settings: Settings, tables: Collection[str]) -> set[str]:
    """The feeds whose drops the marts do not show as they are protected now; all of them where one of the marts,
    `tables`, is missing, or the newest attempt to build them came to nothing."""
    with duckdb.connect(str(settings.warehouse), read_only=True) as warehouse:
        found = {name for (name,) in warehouse.execute("select table_name from duckdb_tables()").fetchall()}
    before = _state(_shown(settings)) if found.issuperset(tables) else None
    protected = _state(_protected(settings))
    return protected.changed_feeds(before) if protected else set(all_feeds())


def begin_marts(settings: Settings) -> None:
    """From now on the marts may be of nothing at all."""
    _shown(settings).unlink(missing_ok=True)


def note_marts(settings: Settings) -> None:
    """The marts are built from the cells that were protected last."""
    write_json(_shown(settings), json.loads(_protected(settings).read_text(encoding="utf-8")))


def are_marts_ready(settings: Settings) -> bool:
    """Say whether the marts are those of the cells as they are built now."""
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
