"""Attack a finished publication and list the cells that it discloses.

Covered: an attacker who knows every denominator, the definitions, this publication and every earlier one that still
exists bounds the numerator of a hidden cell to less than five persons (or less than its denominator, where that is
smaller); from one publication, from several together, or as a school that knows its own numbers. The few persons
without a label in a breakdown (a total minus all its parts) are attacked like a hidden cell. Also: a small number is
shown, two denominators differ by a small number, or a hidden row still has a number.

Not covered: inference from the fact that a cell is hidden; integrality (intervals of real numbers are proven, not
counts of integers in them); prior knowledge of crossings finer than the catalogue; collusion of two partners;
publications that no longer exist; probabilistic inference. An area is assumed to have no prior knowledge.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from pipelines.publication.gate.attackers import Truth
from pipelines.publication.gate.bounds_solver import Solver
from pipelines.publication.gate.cell_groups import grouped
from pipelines.publication.gate.direct_checks import left_in_hidden_rows, pooled_with_hidden, too_small
from pipelines.publication.gate.disclosed_cells import Cell, DisclosedCell, Proof
from pipelines.publication.gate.group_attack import GroupAttack
from pipelines.publication.gate.group_view import View
from pipelines.publication.gate.left_over import few_left_over
from pipelines.publication.gate.linear_program import OutOfTime
from pipelines.publication.gate.proof_cache import digest
from pipelines.publication.gate.published_cells import published_cells
from pipelines.publication.gate.unlabelled import few_unlabelled, with_unlabelled
from pipelines.publication.mart_tables import INDICATORS

Tables = Mapping[str, pl.DataFrame]


def attack(
    tables: Tables,
    earlier: Sequence[Tables],
    cells: pl.DataFrame,
    seconds: float,
    proven: Collection[str] = frozenset(),
) -> Proof:
    """Attack `tables`, which are about to be published, beside `earlier` publications (oldest first).

    `cells`: the warehouse's `cells` and `counts`, before disclosure control. `proven`: digests of an earlier
    `Proof`. Stops after `seconds`; the proof then does not hold. Pure except for reading the clock.
    """
    begun = time.monotonic()
    known = cells.with_columns(pl.col("denominator").fill_null(pl.col("persons")))
    publications = [published_cells(one, known) for one in (*earlier, tables)]
    rows = tables[INDICATORS.name]
    direct = [
        *left_in_hidden_rows(rows),
        *pooled_with_hidden(rows),
        *too_small(publications[-1], cells),
        *few_left_over(publications[-1], cells),
    ]
    unlabelled = few_unlabelled(cells)
    everything = pl.concat([cells, unlabelled])
    attacked = [with_unlabelled(publication, unlabelled) for publication in publications]
    work = _Attack(Truth.of(everything), Solver(begun + seconds), frozenset(proven))
    in_time = work.attack_all(list(grouped(attacked, pl.concat([known, unlabelled])).values()))
    return Proof(
        disclosed_cells=tuple(sorted([*direct, *work.found], key=_order)),
        known_before=tuple(sorted(work.before, key=_order)),
        proven=frozenset(work.safe),
        cells=work.cells,
        programs=work.solver.programs,
        reused=work.reused,
        seconds=time.monotonic() - begun,
        in_time=in_time,
    )


def _order(disclosed_cell: DisclosedCell) -> tuple[Cell, str, str]:
    return disclosed_cell.cell, disclosed_cell.kind, disclosed_cell.attacker or ""


@dataclass
class _Attack:
    """State of one attack: disclosed cells, digests of safe groups, and counts of the work done."""

    truth: Truth
    solver: Solver
    proven: frozenset[str]
    found: list[DisclosedCell] = field(default_factory=list)
    before: list[DisclosedCell] = field(default_factory=list)
    safe: set[str] = field(default_factory=set)
    cells: int = 0
    reused: int = 0

    def attack_all(self, groups: list[list[View]]) -> bool:
        """Attack every group; return whether all were attacked in time."""
        try:
            for views in groups:
                self._attack(views)
        except OutOfTime:
            return False
        return True

    def _attack(self, views: list[View]) -> None:
        key = digest(views, self.truth.of_group(views[-1]))
        if key in self.proven:
            self.reused += 1
            self.safe.add(key)
            return
        group = GroupAttack(views, self.truth, self.solver)
        found = list(group.disclosed_cells())
        self.cells += len(group.hidden) * len(group.attackers)
        self.found += [disclosed_cell for disclosed_cell, known_before in found if not known_before]
        self.before += [disclosed_cell for disclosed_cell, known_before in found if known_before]
        if not found:
            self.safe.add(key)
