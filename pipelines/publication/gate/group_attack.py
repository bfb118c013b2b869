"""The attack on the hidden cells of one group, by every attacker, over all publications of the group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.publication.gate.attackers import Truth
from pipelines.publication.gate.bounds_solver import Range, Solver
from pipelines.publication.gate.disclosed_cells import Cell, DisclosedCell, DisclosureKind
from pipelines.publication.gate.equation_system import TOLERANCE, Contradiction, tightened
from pipelines.publication.gate.group_view import View
from pipelines.publication.gate.publication_chain import Chain, chain

ENOUGH = 5.0

Ranges = dict[Cell, Range]


@dataclass(frozen=True)
class GroupAttack:
    """The views of one group, oldest first; the last is what is about to be published."""

    views: Sequence[View]
    truth: Truth
    solver: Solver

    @property
    def hidden(self) -> list[Cell]:
        """The cells under attack."""
        return self.views[-1].hidden()

    @property
    def attackers(self) -> list[tuple[str | None, dict[Cell, float]]]:
        """The attackers with their prior knowledge; none where nothing is hidden."""
        return list(self.truth.attackers(self.views[-1])) if self.hidden else []

    def disclosed_cells(self) -> Iterator[tuple[DisclosedCell, bool]]:
        """Yield each disclosed cell, and whether the earlier publications disclose it by themselves. Raises OutOfTime.

        A cell that is disclosed to the public is not repeated for the schools.
        """
        open_to_all: set[Cell] = set()
        for attacker, own in self.attackers:
            cells = [cell for cell in self.hidden if cell not in own.keys() | open_to_all]
            found = self._attack_as(attacker, own, cells)
            open_to_all |= {disclosed_cell.cell for disclosed_cell, _ in found} if attacker is None else set()
            yield from found

    def _attack_as(
        self, attacker: str | None, own: Mapping[Cell, float], cells: list[Cell]
    ) -> list[tuple[DisclosedCell, bool]]:
        try:
            return list(self._disclosed_to(attacker, own, cells))
        except Contradiction:
            # A school whose own numbers contradict the sums shown (some persons have no gender) cannot infer from them.
            return [] if attacker else [(DisclosedCell(self.hidden[0], DisclosureKind.CONTRADICTION), False)]

    def _disclosed_to(
        self, attacker: str | None, own: Mapping[Cell, float], cells: list[Cell]
    ) -> Iterator[tuple[DisclosedCell, bool]]:
        """Yield the cells disclosed to one attacker. Raises Contradiction where the publication contradicts itself."""
        now, earlier = self.views[-1].with_own(own), self.views[:-1]
        prior = now.unpublished().with_own(own)
        required = self._required(cells, prior)
        from_publication = self._beyond_prior(prior, self._from_publication(now, required), required)
        from_all = (
            self._beyond_prior(prior, self._from_all([*earlier, now], required), required) if earlier else {}
        )
        more = {cell: found for cell, found in from_all.items() if cell not in from_publication}
        before = self._from_all([*earlier, prior], required) if more else {}
        for cell, (lower, upper) in (from_publication | more).items():
            kind = DisclosureKind.EXACT if upper - lower <= TOLERANCE else DisclosureKind.NARROW
            known_before = self._is_retained or (cell in more and cell in before)
            yield DisclosedCell(cell, kind, attacker, lower, upper, required[cell]), known_before

    @property
    def _is_retained(self) -> bool:
        """Whether the view repeats old figures while a correction waits. They were attacked when they were new, with
        their own denominators; combined with today's they would give false disclosures."""
        now = self.views[-1]
        return now.repeats and not (now.same_base and self.truth.matches(now))

    def _required(self, cells: list[Cell], prior: View) -> dict[Cell, float]:
        """The required width by hidden cell: five, or its denominator or its width before publication, if less."""
        system, names = chain([prior])
        tight = tightened(system)
        wide = dict(zip(tight.names, tight.ceiling - tight.floor, strict=True))
        limits = {cell: wide.get(names.get(cell), ENOUGH) for cell in cells}
        return {cell: min(ENOUGH, self.truth.persons.get(cell, ENOUGH), limits[cell]) for cell in cells}

    def _beyond_prior(self, prior: View, found: Ranges, required: dict[Cell, float]) -> Ranges:
        """Keep the cells whose interval is narrower than by prior knowledge alone.

        `required` uses one row of the prior knowledge at a time; here all its rows are used together.
        """
        if not found:
            return {}
        system, names = chain([prior])
        cells = {names[cell]: cell for cell in found}
        narrow = self.solver.narrow(system, {name: required[cell] for name, cell in cells.items()})
        known = {cells[name]: upper - lower for name, (lower, upper) in narrow.items()}
        return {
            cell: (lower, upper)
            for cell, (lower, upper) in found.items()
            if upper - lower < known.get(cell, required[cell]) - TOLERANCE
        }

    def _from_publication(self, now: View, required: dict[Cell, float]) -> Ranges:
        """Cells disclosed by the publication by itself."""
        try:
            return self._narrowed(chain([now]), now, required)
        except Contradiction:
            return self._narrowed(chain([replace(now, rounded=True)]), now, required)

    def _from_all(self, views: Sequence[View], required: dict[Cell, float]) -> Ranges:
        """Cells disclosed by the last view with all others; where they contradict it, with one of them at a time."""
        try:
            return self._narrowed(chain(views), views[-1], required)
        except Contradiction:
            found: Ranges = {}
            for earlier in views[:-1] if len(views) > 2 else ():
                found |= self._from_all([earlier, views[-1]], required)
            return found

    def _narrowed(self, system: Chain, view: View, required: dict[Cell, float]) -> Ranges:
        """Cells whose interval is too narrow in the system and contains the true value."""
        names = {system.names[cell]: cell for cell in required if cell in system.names}
        asked = {name: required[cell] for name, cell in names.items()}
        narrow = self.solver.narrow(system.system, asked)
        truth = self.truth if self.truth.matches(self.views[-1]) else Truth({}, {})
        found = {names[name]: found for name, found in narrow.items()}
        return {
            cell: (lower, upper)
            for cell, (lower, upper) in found.items()
            if truth.agrees(cell, lower, upper, view.cells[cell].is_score)
        }
