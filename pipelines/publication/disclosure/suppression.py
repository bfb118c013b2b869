"""Secondary suppression in a block: show cells from the most important to the least, as long as it is safe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.publication.disclosure.elimination import Knowledge
from pipelines.publication.disclosure.feasibility_intervals import IntervalSolver
from pipelines.publication.disclosure.linear_system import SLACK, Mask, System


@dataclass(frozen=True)
class Pattern:
    """The suppressed cells of a block.

    `is_safe`: no sensitive cell is disclosed by what was published before. What denominators and definitions disclose
    by themselves does not count. `programs`: number of linear programs solved.
    """

    hidden: Mask
    is_safe: bool
    programs: int


def solve(system: System, sensitive: Mask, known: Mask) -> Pattern:
    """Find a suppression pattern that is safe from every attacker of the system.

    `sensitive`: cells that must be suppressed. `known`: cells that all attackers know already. A cell can be both.
    """
    search = _Search(system, sensitive, known)
    guarded = search.publish()
    programs = search.prove(guarded)
    return Pattern(~(search.shown | (known & ~sensitive)), search.is_safe, programs)


class _Search:
    def __init__(self, system: System, sensitive: Mask, known: Mask) -> None:
        self.system, self.known = system, known
        self.items = _items(system.pairs, known)
        self.sensitive = np.array(
            [(sensitive & ~known)[list(item)].any() for item in self.items], dtype=np.bool_
        )
        self.shown = np.zeros_like(known)
        self.is_safe = True

    def publish(self) -> list[list[int]]:
        """Show every item that lets no attacker derive a sensitive cell exactly.

        Returns for each attacker the sensitive columns that do not follow from prior knowledge.
        """
        attackers = [Knowledge(self.system, own) for own in self.system.attackers()]
        guarded = [
            [column for column in _where(self.sensitive) if not attacker.follows(column)]
            for attacker in attackers
        ]
        for attacker, columns in zip(attackers, guarded, strict=True):
            attacker.learn(_where(self.known))
            self.is_safe &= not any(map(attacker.follows, columns))
            columns[:] = [column for column in columns if not attacker.follows(column)]
        for item in dict.fromkeys(self.items[column] for column in _where(~(self.sensitive | self.known))):
            if not any(map(Knowledge.would_expose, attackers, [item] * len(attackers), guarded)):
                self.shown[list(item)] = True
                for attacker in attackers:
                    attacker.learn(item)
        return guarded

    def prove(self, guarded: Sequence[Sequence[int]]) -> int:
        """Suppress more cells until no attacker's interval of a suppressed cell is too narrow; sensitive cells first.

        A suppressed cell that is not sensitive and that the public can derive exactly is shown again: it discloses
        nothing new. Returns the number of linear programs solved.
        """
        revealed = self.known | self.shown
        self.attackers = [IntervalSolver(self.system, revealed, own) for own in self.system.attackers()]
        for attacker, columns in zip(self.attackers, guarded, strict=True):
            for column in columns:
                self._widen(attacker, column)
        before = None
        while before != (before := int(self.shown.sum())):
            for attacker in self.attackers:
                self._widen_what_is_open(attacker)
        follows = self._following()
        for column in follows:
            if follows.issuperset(self.items[column]):
                self.shown[column] = True
        return sum(attacker.programs for attacker in self.attackers)

    def _widen_what_is_open(self, attacker: IntervalSolver) -> None:
        """Widen the intervals of secondary suppressions, except those that the public can derive exactly."""
        public = self.attackers[0]
        for column in self._undecided(attacker):
            attacker.bound(column)
            if column not in self._following() if attacker is not public else attacker.width(column) > SLACK:
                self._widen(attacker, column)

    def _undecided(self, attacker: IntervalSolver) -> list[int]:
        open_and_hidden = _where(~(self.sensitive | self.shown | self.known))
        return [
            column for column in open_and_hidden if not (attacker.owns(column) or attacker.is_wide(column))
        ]

    def _following(self) -> set[int]:
        public = self.attackers[0]
        return {column for column in self._undecided(public) if public.width(column) <= SLACK}

    def _widen(self, attacker: IntervalSolver, column: int) -> None:
        """Suppress the least important shown cell that the bounds depend on, until the interval is wide enough."""
        while not attacker.is_wide(column):
            used = attacker.bound(column)
            ours = [cell for cell in _where(self.shown) if cell in used]
            if attacker.is_wide(column):
                return
            if not ours:
                self.is_safe &= not used
                return
            self._hide(self.items[max(ours)])

    def _hide(self, item: Sequence[int]) -> None:
        self.shown[list(item)] = False
        still_revealed = set(_where(self.known | self.shown))
        for attacker in self.attackers:
            attacker.unfix(unknown for unknown in item if unknown not in still_revealed)


def _items(pairs: Iterable[tuple[int, int]], known: Mask) -> list[tuple[int, ...]]:
    """For each column, all columns that are shown or hidden together with it; a known column is on its own."""
    items: list[tuple[int, ...]] = [(column,) for column in range(len(known))]
    for first, second in pairs:
        if not (known[first] or known[second]):
            merged = tuple(sorted({*items[first], *items[second]}))
            for column in merged:
                items[column] = merged
    return items


def _where(flags: Mask) -> list[int]:
    return [int(column) for column in np.flatnonzero(flags)]
