"""What the house has taken before: every manifest in the archive, and which drops count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from pipelines.intake.keys import Keys, KeysMissing
from pipelines.intake.manifest import Manifest, is_live, read_manifests
from pipelines.settings import Settings


@dataclass
class History:
    """Every drop, oldest first, and the receipts of those whose rows stand in the archive."""

    drops: list[Manifest]
    live: set[str]

    @classmethod
    def read(cls, settings: Settings, keys: Keys) -> Self:
        """Read the manifests. Raises KeysMissing where the archive was written with other keys."""
        drops = list(read_manifests(settings))
        if any(drop.key_fingerprint != keys.fingerprint for drop in drops):
            raise KeysMissing(
                f"Arkivet i {settings.raw} er lavet med andre nøgler end dem i {settings.keys}. "
                "Ret MEDVIND_KEYS, så den peger på de rigtige."
            )
        return cls(drops, {drop.receipt_id for drop in drops if is_live(settings, drop)})

    def earlier(self, partner: str, feed: str) -> list[Manifest]:
        """The live drops of one partner and feed, oldest first."""
        return [
            drop
            for drop in self.drops
            if (drop.partner, drop.feed) == (partner, feed) and drop.receipt_id in self.live
        ]

    def find(self, receipt_id: str) -> Manifest | None:
        """The drop with a receipt id, or None."""
        return next((drop for drop in reversed(self.drops) if drop.receipt_id == receipt_id), None)

    def next_sequence(self) -> int:
        """The place in the order of drops for the next one."""
        return self.drops[-1].sequence + 1 if self.drops else 1

    def add(self, drop: Manifest) -> None:
        """Remember a drop that was archived just now."""
        self.drops.append(drop)
        if drop.accepted:
            self.live.add(drop.receipt_id)
