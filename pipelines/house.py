"""The whole way, step by step, as the command and Dagster both walk it.

Each step can be run alone, finds out by itself whether there is anything to do, and can be run again.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipelines.intake.keys import load_keys
from pipelines.intake.manifest import Manifest
from pipelines.intake.take import take_waiting
from pipelines.publication.publish import Publication
from pipelines.settings import Settings
from pipelines.transform.changes import State
from pipelines.transform.contracts import write_contracts


@dataclass
class Outcome:
    """What one run did. `publication` is None where nothing new was to be published."""

    drops: list[Manifest] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    publication: Publication | None = None


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Hold the house's lock: of all that would write, one at a time. Waits for its turn."""
    settings.data.mkdir(parents=True, exist_ok=True)
    with settings.lock.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def run(settings: Settings, tell: Callable[[str, Any], None] = lambda step, what: None) -> Outcome:
    """Take what waits, rebuild what changed, publish. `tell` hears of each step and drop.

    Raises KeysMissing, BuildFailed, AuditFailed or AuditBroken; what was published before stays.
    """
    with alone(settings):
        tell("take", None)
        drops = take(settings, lambda drop: tell("drop", drop))
        tell("build", None)
        changed, _ = build(settings)
        if is_published(settings) or not holds_rows(settings):
            return Outcome(drops, changed)
        tell("publish", None)
        protect(settings)
        build_marts(settings)
        return Outcome(drops, changed, publish(settings))


def take(settings: Settings, tell: Callable[[Manifest], None] = lambda _: None) -> list[Manifest]:
    """Take every settled file in the inbox."""
    return take_waiting(settings, load_keys(settings.keys), tell)


def build(settings: Settings) -> tuple[set[str], list[Any]]:
    """Build up to `cells` what is downstream of the feeds that changed; return them and dbt's results."""
    from pipelines.transform.dbt import build_cells

    refresh_contracts(settings)
    state, built = State.now(settings), State.built(settings)
    changed = state.changed_feeds(built)
    results = build_cells(settings, changed)
    state.save(settings)
    return changed, results


def refresh_contracts(settings: Settings) -> None:
    """Write the tables that dbt reads beside the drops."""
    write_contracts(settings, date.today())


def protect(settings: Settings) -> int:
    """Disclosure control on the cells; return how many are hidden."""
    from pipelines.publication.cells import protect_cells

    return protect_cells(settings)


def build_marts(settings: Settings) -> list[Any]:
    """Build the marts from the protected cells; return dbt's results."""
    from pipelines.transform import dbt

    return dbt.build_marts(settings)


def publish(settings: Settings) -> Publication:
    """Audit the marts and put them where readers look."""
    from pipelines.publication.publish import publish as publish_marts

    return publish_marts(settings, _basis(settings))


def is_published(settings: Settings) -> bool:
    """Say whether what is published rests on just what the warehouse was built from, and on today."""
    passport = (settings.marts / "parquet").resolve().parent / "publication.json"
    if not passport.exists() or not settings.published.exists():
        return False
    return bool(json.loads(passport.read_text(encoding="utf-8"))["basis"] == _basis(settings))


def holds_rows(settings: Settings) -> bool:
    """Say whether anything has been delivered that counts: of nothing there is nothing to publish."""
    state = State.built(settings)
    return state is not None and any(state.drops.values())


def _basis(settings: Settings) -> dict[str, object]:
    """What a publication rests on: the state the warehouse was built from, and the day, for what is late
    grows later."""
    state = State.built(settings)
    return (state.as_json() if state else {}) | {"day": date.today().isoformat()}
