"""The steps of the pipeline: ingest, build, protect, publish. The command and Dagster both call them.

Each step can be run by itself, does nothing where nothing changed, and can be repeated after a failure.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from pipelines.intake.archive.drop_folder import holds_drops
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
from pipelines.publication.metadata import next_moment
from pipelines.publication.publication_basis import basis_now, is_published
from pipelines.publication.publish import Publication
from pipelines.publication.release.freeze import write_vintages
from pipelines.settings import Settings
from pipelines.transform.build_state import State
from pipelines.transform.changed_days import changed_days
from pipelines.transform.marts_state import (
    are_marts_ready,
    begin_marts,
    not_in_marts,
    note_marts,
    note_protected,
)
from pipelines.transform.source_tables import write_source_tables
from schemas.feeds import all_feeds
from schemas.mistakes import raise_for_mistakes

# A block can be refused with today's figures and with those published before; without any it adds nothing.
_REFUSALS = 2


@dataclass
class Outcome:
    """Result of one run: ingested drops, exceptions of files that were left in the inbox, changed feeds, publication.

    `publication` is None where nothing new was to be published.
    """

    drops: list[Manifest] = field(default_factory=list)
    left: list[Exception] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    publication: Publication | None = None


def run(settings: Settings, progress: Progress = no_progress) -> Outcome:
    """Ingest the waiting files, rebuild what changed, publish.

    Raises KeysMissing, InboxGone, BuildFailed, AuditFailed or AuditBroken; the current publication then stays.
    """
    with data_lock(settings):
        ingested = ingest(settings, progress)
        changed, _ = build(settings, progress=progress)
        # A receipt is something to publish, even if no row was accepted.
        if is_published(settings) or not holds_drops(settings):
            return Outcome(ingested.drops, ingested.left, changed)
        return Outcome(ingested.drops, ingested.left, changed, publish_all(settings, progress=progress))


def publish_all(settings: Settings, *, renew: bool = False, progress: Progress = no_progress) -> Publication:
    """Protect the cells, build the marts and publish them.

    `renew`: the publication will be frozen, so corrections that waited for a freeze are published with it.
    """
    progress("protect")
    protect(settings, renew=renew)
    build_marts(settings, progress=progress)
    progress("publish")
    return publish(settings, renew=renew)


def ingest(settings: Settings, progress: Progress = no_progress) -> Ingested:
    """Ingest every settled file in the inbox, after finishing an interrupted key rotation or erasure."""
    progress("take")
    return ingest_waiting(settings, _prepare(settings), progress)


def _prepare(settings: Settings) -> Keys:
    """Finish an interrupted key rotation or erasure; return the keys.

    Raises ConfigurationInvalid, InboxGone and KeysMissing.
    """
    raise_for_mistakes()
    open_inbox(settings)
    rotate.finish_rotation(settings)
    keys = keys_of(settings)
    forget.finish_erasure(settings, keys)
    return keys


def ingest_beside_others(settings: Settings) -> Ingested:
    """Ingest files together with other workers: each file is read by one of them, and all are archived in order."""
    with data_lock(settings):
        keys = _prepare(settings)
    return ingest_shared(settings, keys, lambda: data_lock(settings))


def build(
    settings: Settings, everything: bool = False, progress: Progress = no_progress
) -> tuple[set[str], list[Any]]:
    """Build the models up to `cells` that are downstream of the changed feeds, or `everything`, and what is owed.

    Returns the changed feeds and dbt's results.
    """
    from pipelines.spark.build_session import spark_session
    from pipelines.spark.warehouse_copy import copy_to_warehouse
    from pipelines.transform.dbt_runner import build_cells

    progress("build")
    write_source_tables(settings)
    state, built = State.now(settings), State.built(settings)
    anew = everything or state.follows_another(settings)
    known = None if anew else built
    changed = state.changed_feeds(known)
    if not built or built.engine != state.engine:
        # The other engine's tables would keep persons who are erased from now on.
        remove_fact_stores(settings)
    if changed or state.owes_other_lists(built):
        state.begin(settings)
        with spark_session(settings):
            results = build_cells(settings, changed, progress, changed_days(settings, known, state, changed))
            copy_to_warehouse(settings)
    else:
        results = []
    state.save(settings)
    return changed, results


def protect(settings: Settings, *, renew: bool = False, refused: Collection[tuple[str, str]] = ()) -> int:
    """Apply disclosure control to the cells, and list the releases for dbt; return the number of hidden cells.

    `refused`: indicators and periods that the gate refused as they were protected last.
    """
    from pipelines.publication.warehouse_cells import protect_cells

    with private_files():
        write_vintages(settings)
        hidden = protect_cells(settings, next_moment(settings), renew=renew, refused=refused)
        note_protected(settings)
    return hidden


def build_marts(settings: Settings, everything: bool = False, progress: Progress = no_progress) -> list[Any]:
    """Build the marts that the protected cells or a changed feed can have changed, or `everything`.

    Returns dbt's results.
    """
    from pipelines.transform import dbt_runner

    progress("marts")
    changed = set(all_feeds()) if everything else not_in_marts(settings, [table.name for table in PUBLISHED])
    begin_marts(settings)
    results = dbt_runner.build_marts(settings, changed, progress)
    note_marts(settings)
    return results


def publish(settings: Settings, *, renew: bool = False) -> Publication:
    """Audit and publish the marts. They are built first where an interrupted process has built newer cells.

    What the gate refuses is protected more cautiously and tried again, so that one indicator's period holds back
    nothing but itself: it keeps its published figures, or at last has none.
    """
    from pipelines.publication.gate import GateFailed

    if not are_marts_ready(settings):
        protect(settings)
        build_marts(settings)
    for _ in range(_REFUSALS):
        try:
            return _publish(settings)
        except GateFailed as stopped:
            if not stopped.proof.refused:
                raise
            protect(settings, renew=renew, refused=stopped.proof.refused)
            build_marts(settings)
    return _publish(settings)


def _publish(settings: Settings) -> Publication:
    from pipelines.publication.publish import Basis
    from pipelines.publication.publish import publish as publish_marts
    from pipelines.publication.warehouse_cells import waiting_for_freeze
    from pipelines.transform.drop_lineage import definition_digests

    waiting = tuple(waiting_for_freeze(settings))
    return publish_marts(settings, Basis(basis_now(settings), definition_digests(settings), waiting))
