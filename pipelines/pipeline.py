"""The whole way, step by step, as the command and Dagster both walk it.

Each step can be run alone, finds out by itself whether there is anything to do, and can be run again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.identity.key_files import keys_of
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.inbox.listing import open_inbox
from pipelines.intake.ingest import Ingested, ingest_waiting
from pipelines.intake.workers import ingest_shared
from pipelines.lock import data_lock
from pipelines.permissions import private_files
from pipelines.privacy import forget, rotate
from pipelines.privacy.stored_rows import remove_fact_stores
from pipelines.progress import Progress, no_progress
from pipelines.publication.mart_tables import PUBLISHED
from pipelines.publication.metadata import METADATA, next_moment, read_metadata
from pipelines.publication.publish import Publication
from pipelines.publication.release.freeze import releases, write_vintages
from pipelines.settings import Settings
from pipelines.transform.build_state import State
from pipelines.transform.marts_state import (
    are_marts_ready,
    begin_marts,
    not_in_marts,
    note_marts,
    note_protected,
)
from pipelines.transform.source_tables import write_source_tables
from schemas.feeds import all_feeds


@dataclass
class Outcome:
    """What one run did. `publication` is None where nothing new was to be published; `left` is why files could not be
    taken now."""

    drops: list[Manifest] = field(default_factory=list)
    left: list[Exception] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    publication: Publication | None = None


def run(settings: Settings, progress: Progress = no_progress) -> Outcome:
    """Take what waits, rebuild what changed, publish. `progress` hears of each step.

    Raises KeysMissing, InboxGone, BuildFailed, AuditFailed or AuditBroken; what was published before stays.
    """
    with data_lock(settings):
        taken = ingest(settings, progress)
        changed, _ = build(settings, progress=progress)
        if is_published(settings) or not holds_rows(settings):
            return Outcome(taken.drops, taken.left, changed)
        return Outcome(taken.drops, taken.left, changed, publish_all(settings, progress=progress))


def publish_all(settings: Settings, *, renew: bool = False, progress: Progress = no_progress) -> Publication:
    """From cells to what readers open. `renew`: this becomes a freeze, with which what waited is published."""
    progress("protect")
    protect(settings, renew=renew)
    build_marts(settings, progress=progress)
    progress("publish")
    return publish(settings)


def ingest(settings: Settings, progress: Progress = no_progress) -> Ingested:
    """Take every settled file in the inbox, once what was begun for single persons is finished."""
    progress("take")
    return ingest_waiting(settings, _ready(settings), progress)


def _ready(settings: Settings) -> Keys:
    """The keys of a house whose inbox is there, and in which nothing that was begun for a person is unfinished."""
    open_inbox(settings)
    rotate.finish_rotation(settings)
    keys = keys_of(settings)
    forget.finish_erasure(settings, keys)
    return keys


def ingest_beside_others(settings: Settings) -> Ingested:
    """Take files beside other workers: each is read by one of them, and all are put away in order."""
    with data_lock(settings):
        keys = _ready(settings)
    return ingest_shared(settings, keys, lambda: data_lock(settings))


def build(
    settings: Settings, everything: bool = False, progress: Progress = no_progress
) -> tuple[set[str], list[Any]]:
    """Build up to `cells` what is downstream of the feeds that changed, or `everything`; return the feeds and dbt's
    results."""
    from pipelines.spark.build_session import spark_session
    from pipelines.spark.warehouse_copy import copy_to_warehouse
    from pipelines.transform.dbt_runner import build_cells

    progress("build")
    refresh_contracts(settings)
    state, built = State.now(settings), State.built(settings)
    changed = state.changed_feeds(None if everything else built)
    if not built or built.engine != state.engine:
        # Persons are kept once: the other engine's tables would grow old, and be forgotten when somebody is erased.
        remove_fact_stores(settings)
    if changed:
        with spark_session(settings):
            results = build_cells(settings, changed, progress)
            copy_to_warehouse(settings)
    else:
        results = []
    state.save(settings)
    return changed, results


def refresh_contracts(settings: Settings) -> None:
    """Write the tables that dbt reads beside the drops."""
    write_source_tables(settings)


def protect(settings: Settings, *, renew: bool = False) -> int:
    """Disclosure control on the cells, and the list of what was frozen; return how many cells are hidden."""
    from pipelines.publication.warehouse_cells import protect_cells

    with private_files():
        write_vintages(settings)
        hidden = protect_cells(settings, next_moment(settings), renew=renew)
        note_protected(settings)
    return hidden


def build_marts(settings: Settings, everything: bool = False, progress: Progress = no_progress) -> list[Any]:
    """Build from the protected cells the marts that they, or a feed that changed, can have changed, or `everything`;
    return dbt's results."""
    from pipelines.transform import dbt_runner

    progress("marts")
    changed = set(all_feeds()) if everything else not_in_marts(settings, [table.name for table in PUBLISHED])
    begin_marts(settings)
    results = dbt_runner.build_marts(settings, changed, progress)
    note_marts(settings)
    return results


def publish(settings: Settings) -> Publication:
    """Audit the marts and put them where readers look.

    They are made anew where another process has built the cells since, and was cut off.
    """
    from pipelines.publication.publish import Basis
    from pipelines.publication.publish import publish as publish_marts
    from pipelines.publication.warehouse_cells import waiting_for_freeze
    from pipelines.transform.drop_lineage import definition_digests

    if not are_marts_ready(settings):
        protect(settings)
        build_marts(settings)
    waiting = tuple(waiting_for_freeze(settings))
    return publish_marts(settings, Basis(_basis(settings), definition_digests(settings), waiting))


def is_published(settings: Settings) -> bool:
    """Say whether what is published rests on just what the warehouse was built from, and on today."""
    if not (settings.shown / METADATA).exists() or not settings.published.exists():
        return False
    return bool(read_metadata(settings.shown)["basis"] == _basis(settings))


def holds_rows(settings: Settings) -> bool:
    """Say whether anything has been delivered that counts: of nothing there is nothing to publish."""
    state = State.built(settings)
    return state is not None and any(state.drops.values())


def _basis(settings: Settings) -> dict[str, object]:
    """What a publication rests on: the state the warehouse was built from, what is frozen, and the day, for what is
    late grows later."""
    state = State.built(settings)
    frozen = [release.label for release in releases(settings)]
    return (state.as_json() if state else {}) | {"frozen": frozen, "day": settings.today.isoformat()}
