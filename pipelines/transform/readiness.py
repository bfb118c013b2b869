"""Which state of the cells the marts show.

The server lets go of the house's lock between its steps. Another process may build the cells anew there and be cut off:
then the marts are of yesterday's cells, and must not be published as today's.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from pipelines.intake.manifest import write_json
from pipelines.settings import Settings
from pipelines.transform.changes import State


def note_protected(settings: Settings) -> None:
    """The cells as they are built now are protected."""
    write_json(_protected(settings), _built(settings))


def note_marts(settings: Settings) -> None:
    """The marts are built from the cells that were protected last."""
    shutil.copyfile(_protected(settings), _shown(settings))


def are_marts_ready(settings: Settings) -> bool:
    """Say whether the marts are those of the cells as they are built now."""
    shown = _shown(settings)
    return shown.exists() and json.loads(shown.read_text(encoding="utf-8")) == _built(settings)


def _built(settings: Settings) -> dict[str, object]:
    state = State.built(settings)
    return state.as_json() if state else {}


def _protected(settings: Settings) -> Path:
    return settings.dbt / "protected.json"


def _shown(settings: Settings) -> Path:
    return settings.dbt / "in_marts.json"
