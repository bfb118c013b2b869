"""Which cells of a block are hidden: from the most important to the least, as much as can be shown safely."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.publication.disclosure.elimination import Knowledge
from pipelines.publication.disclosure.intervals import IntervalSolver
from pipelines.publication.disclosure.linear_system import SLACK, Marks, System


@dataclass(frozen=True)
class Pattern:
    """The cells that are hidden. `is_safe`: nothing closed can be enclosed too narrowly by means of what was known
    before; what denominators and definitions tell by themselves is nobody's doing and does not count. `programs`: how
    many linear programs it took."""

    hidden: Marks
    is_safe: bool
    programs: int


def solve(system: System, closed: Marks, known: Marks) -> Pattern:
    """Find the pattern of a block whose cells are in order of importance, safe from every reader of the system.

    `closed` must not be shown. `known` is what all readers know whatever is decided now; a cell can be both.
    """
    search = _Search(system, closed, known)
    guarded = search.publish()
    programs = search.prove(guarded)
    return Pattern(~(search.shown | (known & ~closed)), search.is_safe, programs)


class _Search:
    def __init__(self, system: System, closed: Marks, known: Marks) -> None:
        self.system, self.known = system, known
        self.items = _items(system.pairs, known)
        self.closed = np.array([(closed & ~known)[list(item)].any() for item in self.items], dtype=np.bool_)
        self.shown = np.zeros_like(known)
        self.is_safe = True

    def publish(self) -> list[list[int]]:
        """Show every item from which nothing closed follows for anybody; return for each reader what is closed and
        does not follow."""
        minds = [Knowledge(self.system, own) for own in self.system.readers()]
        guarded = [[column for column in _where(self.closed) if not mind.follows(column)] for mind in minds]
        for mind, columns in zip(minds, guarded, strict=True):
            mind.learn(self.system.told(_where(self.known)))
            self.is_safe &= not any(map(mind.follows, columns))
            columns[:] = [column for column in columns if not mind.follows(column)]
        for item in dict.fromkeys(self.items[column] for column in _where(~(self.closed | self.known))):
            told = self.system.told(item)
            if not any(map(Knowledge.would_expose, minds, [told] * len(minds), guarded)):
                self.shown[list(item)] = True
                for mind in minds:
                    mind.learn(told)
        return guarded

    def prove(self, guarded: Sequence[Sequence[int]]) -> int:
        """Hide more, until nobody can enclose anything hidden too narrowly; what is closed comes first.

        What anybody can reckon out in the end and is not closed is shown again: it tells nothing new.
        """
        told = np.zeros(len(self.system.truth), dtype=np.bool_)
        told[self.system.told(_where(self.known | self.shown))] = True
        self.readers = [IntervalSolver(self.system, told, own) for own in self.system.readers()]
        for reader, columns in zip(self.readers, guarded, strict=True):
            for column in columns:
                self._widen(reader, column)
        before = None
        while before != (before := int(self.shown.sum())):
            for reader in self.readers:
                self._widen_what_is_open(reader)
        follows = self._following()
        for column in follows:
            if follows.issuperset(self.items[column]):
                self.shown[column] = True
        return sum(reader.programs for reader in self.readers)

    def _widen_what_is_open(self, reader: IntervalSolver) -> None:
        """Widen what is hidden without being closed, except what follows for anybody."""
        anybody = self.readers[0]
        for column in self._undecided(reader):
            reader.enclose(column)
            if column not in self._following() if reader is not anybody else reader.width(column) > SLACK:
                self._widen(reader, column)

    def _undecided(self, reader: IntervalSolver) -> list[int]:
        open_and_hidden = _where(~(self.closed | self.shown | self.known))
        return [column for column in open_and_hidden if not (reader.owns(column) or reader.is_wide(column))]

    def _following(self) -> set[int]:
        anybody = self.readers[0]
        return {column for column in self._undecided(anybody) if anybody.width(column) <= SLACK}

    def _widen(self, reader: IntervalSolver, column: int) -> None:
        """Hide the least important figure that an enclosure rests on, until it is wide or rests on none of ours."""
        while not reader.is_wide(column):
            used = reader.enclose(column)
            ours = [cell for cell in _where(self.shown) if not used.isdisjoint(self.system.tells[cell])]
            if reader.is_wide(column):
                return
            if not ours:
                self.is_safe &= not used
                return
            self._hide(self.items[max(ours)])

    def _hide(self, item: Sequence[int]) -> None:
        self.shown[list(item)] = False
        still_told = set(self.system.told(_where(self.known | self.shown)))
        for reader in self.readers:
            reader.forget(unknown for unknown in self.system.told(item) if unknown not in still_told)


def _items(pairs: Iterable[tuple[int, int]], known: Marks) -> list[tuple[int, ...]]:
    """For each column, all that are shown or hidden together with it. What is known already is on its own."""
    items: list[tuple[int, ...]] = [(column,) for column in range(len(known))]
    for first, second in pairs:
        if not (known[first] or known[second]):
            merged = tuple(sorted({*items[first], *items[second]}))
            for column in merged:
                items[column] = merged
    return items


def _where(marks: Marks) -> list[int]:
    return [int(column) for column in np.flatnonzero(marks)]
