"""Freezes and as-of rebuilds: figures as they were known at a meeting or on a day.

A freeze keeps a publication as a release. An as-of rebuild builds the figures again from the drops that had been
received by then.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from pipelines import pipeline
from pipelines.atomic_io import fresh_folder
from pipelines.intake.archive.drop_folder import MANIFEST, ROWS, holds_drops, is_live, read_manifests
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.decision.release import released_on
from pipelines.intake.identity.key_files import keys_of
from pipelines.lock import data_lock
from pipelines.progress import Progress, no_progress
from pipelines.publication.disclosure.ledger import ledger_as_of
from pipelines.publication.metadata import read_metadata
from pipelines.publication.release import freeze as freezing
from pipelines.publication.release.freeze import NotFrozen, Release
from pipelines.publication.warehouse_cells import LEDGER, published_ledger
from pipelines.settings import Settings
from pipelines.transform.project import copy_parsed


def freeze(settings: Settings, label: str, progress: Progress = no_progress) -> Release:
    """Publish the figures, keep them as a release under `label`, and publish the list of releases.

    Nothing is ingested. Corrections that waited for a freeze are published with it. Raises NotFrozen, and what
    `pipeline.run` raises.
    """
    with data_lock(settings):
        keys_of(settings)
        freezing.check_label(settings, label)
        pipeline.build(settings, progress=progress)
        pipeline.publish_all(settings, renew=True, progress=progress)
        progress("freeze")
        release = freezing.freeze(settings, label)
        freezing.write_vintages(settings)
        pipeline.build_marts(settings)
        pipeline.publish(settings)
    return release


def rebuild_as_of(settings: Settings, moment: str, progress: Progress = no_progress) -> Settings:
    """Build the figures as they were known at the end of a day (`2026-10-01`) or at a freeze (`2026K4`).

    The result is a data folder in `as_of/<moment>/`, for comparison. It is not published, for together with the
    current publication it could disclose more. Returns its settings. Raises NotFrozen where `moment` is neither a day
    nor a label, and KeysMissing while pseudonyms are being changed.
    """
    with data_lock(settings):
        keys_of(settings)
        rebuilt = _as_frozen(settings, moment) or _as_of_day(settings, moment)
        pipeline.build(rebuilt, progress=progress)
        if holds_drops(rebuilt):
            pipeline.publish_all(rebuilt, progress=progress)
    return rebuilt


def is_reproduced(rebuilt: Settings, release: Release) -> bool:
    """Say whether a rebuild published the same tables as a release, byte for byte."""
    metadata = read_metadata(rebuilt.current_publication)
    return freezing.digest(metadata["sha256"]) == release.sha256


def _as_frozen(settings: Settings, label: str) -> Settings | None:
    folder = settings.releases / label
    if not (folder / freezing.RELEASE).exists():
        return None
    day = date.fromisoformat(read_metadata(folder)["basis"]["day"])
    drops = pl.read_parquet(folder / "parquet" / "deliveries.parquet").drop_nulls("receipt_id")
    held = set(drops.filter(verdict="held")["receipt_id"])
    known = pl.read_parquet(folder / "parquet" / "vintages.parquet")["label"]
    rebuilt = _empty_installation(settings, label, day, set(known))
    received = set(drops["receipt_id"])
    _link_drops(
        settings, rebuilt, lambda drop: drop.receipt_id in received, lambda drop: drop.receipt_id not in held
    )
    pl.read_parquet(folder / LEDGER).write_parquet(rebuilt.data / LEDGER)
    return rebuilt


def _as_of_day(settings: Settings, moment: str) -> Settings:
    try:
        day = date.fromisoformat(moment)
    except ValueError:
        raise NotFrozen(
            f"{moment} er hverken en dag (fx 2026-10-01) eller en fastfrysning. Se tabellen vintages: medvind sql"
        ) from None
    if day > date.today():
        raise NotFrozen(f"{moment} er ikke kommet endnu. Vælg en dag til og med i dag.")
    known = {release.label for release in freezing.releases(settings) if release.frozen_at.date() <= day}
    rebuilt = _empty_installation(settings, moment, day, known)
    _link_drops(
        settings,
        rebuilt,
        lambda drop: drop.received_at.date() <= day,
        lambda drop: (released_on(settings, drop) or day) <= day,
    )
    end = datetime(day.year, day.month, day.day, 23, 59, 59, 999_999, UTC)
    ledger_as_of(published_ledger(settings), end).write_parquet(rebuilt.data / LEDGER)
    return rebuilt


def _empty_installation(settings: Settings, name: str, day: date, frozen: Collection[str]) -> Settings:
    """Make a data folder that has no drops, only links to the named releases."""
    rebuilt = replace(
        settings,
        data=fresh_folder(settings.as_of_folder / name),
        as_of=day,
        cluster=settings.cluster.here(),
    )
    rebuilt.releases.mkdir(parents=True)
    copy_parsed(settings, rebuilt)
    for label in frozen:
        _link(settings.releases / label, rebuilt.releases / label)
    return rebuilt


def _link_drops(
    settings: Settings,
    rebuilt: Settings,
    is_received: Callable[[Manifest], bool],
    counts: Callable[[Manifest], bool],
) -> None:
    """Link the drops that had been received; link the rows of those that counted by then."""
    for drop in filter(is_received, read_manifests(settings)):
        there, here = rebuilt.raw / drop.folder, settings.raw / drop.folder
        there.mkdir(parents=True)
        _link(here / MANIFEST, there / MANIFEST)
        if is_live(settings, drop) and counts(drop):
            _link(here / ROWS, there / ROWS)


def _link(target: Path, link: Path) -> None:
    """Link by a relative path. Erasing a person here erases them in the rebuild, and both folders can be moved."""
    link.symlink_to(os.path.relpath(target, link.parent))
