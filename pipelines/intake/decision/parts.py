"""Decide what a drop does to each of its scopes: a correction, a part of the same list, or rows that strayed there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from pipelines.intake.archive.history import History
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.decision.scope_changes import ScopeChange
from pipelines.intake.decision.versions import shrunk
from pipelines.intake.problems.problem import Problem, file_problem
from pipelines.settings import Limits
from schemas.partners import find_partner

# Parts of one list that come within this time of each other count together.
_TOGETHER = timedelta(days=1)


@dataclass(frozen=True)
class ScopePlan:
    """What a drop does to its scopes.

    `kept` are the rows of earlier parts by scope and part, `partly` those of these scopes where others are replaced,
    `stray` the scopes whose rows are set aside, `doubtful` those that it may be a part of, and `shrunk` the rows now
    and before of those that lose rows.
    """

    kept: dict[str, dict[str, int]] = field(default_factory=dict)
    partly: list[str] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    shrunk: list[tuple[int, int]] = field(default_factory=list)

    def replacing(self, scopes: Iterable[str]) -> Iterator[str]:
        """Yield those of some scopes in which earlier rows are replaced."""
        stray, partly = set(self.stray), set(self.partly)
        whole = (scope for scope in scopes if scope not in stray)
        yield from (scope for scope in whole if scope not in self.kept or scope in partly)

    def problems(self) -> Iterator[Problem]:
        """Yield why a person should look first: a scope has shrunk, or it is not clear whether it is a part."""
        if self.shrunk:
            yield shrunk(*min(self.shrunk, key=lambda rows: rows[0] / rows[1]))
        if self.doubtful:
            yield file_problem("part_or_new")


def plan(found: Iterable[ScopeChange], manifest: Manifest, history: History, limits: Limits) -> ScopePlan:
    """Decide scope by scope what a drop replaces, keeps, and leaves to be asked about."""
    decided, rows_of_drop = ScopePlan(), manifest.rows.loaded
    partner = find_partner(manifest.partner)
    in_parts = partner is not None and manifest.feed in partner.parts
    drops = {drop.receipt_id: drop for drop in history.drops}
    for change in found:
        replaced = sum(change.replaced.values())
        if change.is_stray(rows_of_drop):
            decided.stray.append(change.scope)
        elif replaced and change.is_clear:
            if change.kept:
                decided.kept[change.scope] = change.kept
                decided.partly.append(change.scope)
            if change.rows < limits.shrink_share * replaced:
                decided.shrunk.append((change.rows, replaced))
        elif change.is_clear and (in_parts or _came_together(change, manifest, drops)):
            decided.kept[change.scope] = change.kept
        else:
            decided.doubtful.append(change.scope)
    return decided


def _came_together(change: ScopeChange, manifest: Manifest, drops: Mapping[str, Manifest]) -> bool:
    parts = (drops[part] for part in change.live if part in drops)
    newest = max((drop.received_at for drop in parts), default=manifest.received_at)
    return abs(manifest.received_at - newest) <= _TOGETHER
