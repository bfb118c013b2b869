"""The drops in the archive: every manifest, and which drops are live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import polars as pl

from pipelines.intake.archive.drop_folder import ROWS, is_live, read_manifests
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.identity.key_files import KeysMissing
from pipelines.intake.identity.keyring import Keys
from pipelines.settings import Settings


@dataclass
class History:
    """Every drop, oldest first; the receipt ids of those whose rows are live; and the archive's folder."""

    drops: list[Manifest]
    live: set[str]
    raw: Path

    @classmethod
    def read(cls, settings: Settings, keys: Keys) -> Self:
        """Read the manifests. Raises KeysMissing where the archive was written with other keys."""
        history = cls.look(settings)
        if any(drop.key_fingerprint != keys.fingerprint for drop in history.drops):
            raise KeysMissing(
                f"Arkivet i {settings.raw} er lavet med andre nøgler end dem i {settings.keys}. "
                "Ret MEDVIND_KEYS, så den peger på de rigtige."
            )
        return history

    @classmethod
    def look(cls, settings: Settings) -> Self:
        """Read the manifests without adding to the archive: no key is needed for that."""
        drops = list(read_manifests(settings))
        return cls(drops, {drop.receipt_id for drop in drops if is_live(settings, drop)}, settings.raw)

    def earlier(self, partner: str, feed: str) -> list[Manifest]:
        """The live drops of one partner and feed, oldest first."""
        return [
            drop
            for drop in self.drops
            if (drop.partner, drop.feed) == (partner, feed) and drop.receipt_id in self.live
        ]

    def before(self, drop: Manifest) -> Manifest | None:
        """The live drop of the same partner and feed that came before this one, or None."""
        older = [
            found for found in self.earlier(drop.partner, drop.feed or "") if found.sequence < drop.sequence
        ]
        return older[-1] if older else None

    def values(self, feed: str, column: str) -> pl.Series:
        """Return the distinct values of one text column in all live drops of a feed, from any partner."""
        files = [
            self.raw / d.folder / ROWS for d in self.drops if d.feed == feed and d.receipt_id in self.live
        ]
        columns = [pl.read_parquet(file, columns=[column])[column] for file in files]
        return pl.concat([pl.Series(column, [], dtype=pl.String), *columns]).unique()

    def rows(self, partner: str, feed: str, columns: Sequence[str]) -> pl.DataFrame | None:
        """Return some columns of all live drops of one partner and feed; None where there are none."""
        files = [self.raw / drop.folder / ROWS for drop in self.earlier(partner, feed)]
        return pl.concat([pl.read_parquet(file, columns=list(columns)) for file in files]) if files else None

    def find(self, receipt_id: str) -> Manifest | None:
        """The drop with a receipt id, or None."""
        return next((drop for drop in reversed(self.drops) if drop.receipt_id == receipt_id), None)

    def next_sequence(self) -> int:
        """Return the sequence number for the next drop."""
        return self.drops[-1].sequence + 1 if self.drops else 1

    def add(self, drop: Manifest) -> None:
        """Add a drop that was just archived."""
        self.drops.append(drop)
        if drop.accepted:
            self.live.add(drop.receipt_id)
