"""The result of the gate: disclosed cells by their labels, and the proof."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from pipelines.publication.mart_tables import TOTAL


class Cell(NamedTuple):
    """The labels of one number. None of them identifies a person."""

    indicator_id: str
    period: str
    area: str = TOTAL
    gender: str = TOTAL
    age_band: str = TOTAL
    school: str = TOTAL

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period} ({', '.join(self[2:])})"


class DisclosureKind(StrEnum):
    """The kind of disclosure, in Danish for the operator."""

    SMALL = "Tallet vises, men er for lille til at måtte vises."
    LEFT = "Rækken er skjult, men et af dens tal står der stadig."
    POOLED = "Tallet for tre år viser noget om et af årene, som er skjult."
    EXACT = "Det skjulte tal kan regnes ud."
    NARROW = "Det skjulte tal kan indsnævres for meget."
    DIFFERENCE = "To viste antal giver tilsammen et lille antal."
    CONTRADICTION = "Tallene modsiger hinanden, så intet kan bevises om dem."


@dataclass(frozen=True)
class DisclosedCell:
    """A cell that the publication discloses. `attacker`: a school, or None for the public. The bounds are for tests and
    in no text."""

    cell: Cell
    kind: DisclosureKind
    attacker: str | None = None
    lower: float = field(default=0.0, repr=False)
    upper: float = field(default=0.0, repr=False)
    required: float = field(default=0.0, repr=False)

    def __str__(self) -> str:
        by = f" Det kan skolen {self.attacker}, som kender sine egne tal." if self.attacker else ""
        return f"{self.cell}: {self.kind}{by}"


@dataclass(frozen=True)
class Proof:
    """The outcome of one attack.

    `disclosed_cells`: disclosed by this publication. `known_before`: hidden cells that the earlier publications
    disclose by themselves; withholding this one would not protect them. `proven`: the digests of safe groups, to be
    passed to the next attack. `cells`: hidden cells attacked, counted once per attacker; `reused`: groups proven
    earlier and not attacked again.
    """

    disclosed_cells: tuple[DisclosedCell, ...]
    known_before: tuple[DisclosedCell, ...] = ()
    proven: frozenset[str] = frozenset()
    cells: int = 0
    programs: int = 0
    reused: int = 0
    seconds: float = 0.0
    in_time: bool = True

    @property
    def holds(self) -> bool:
        """Whether the tables may be published: no cell disclosed, and every group attacked in time."""
        return self.in_time and not self.disclosed_cells

    @property
    def refused(self) -> frozenset[tuple[str, str]]:
        """The indicators and periods with a disclosed cell."""
        return frozenset((found.cell.indicator_id, found.cell.period) for found in self.disclosed_cells)


class GateFailed(Exception):
    """The publication discloses a hidden cell, or could not be proven not to. The text is Danish, labels only."""

    NAMED = 20

    def __init__(self, proof: Proof) -> None:
        lines = ["Udgivelsen er holdt tilbage."]
        if not proof.in_time:
            lines.append("Det kunne ikke nås at bevise, at de skjulte tal ikke kan regnes ud.")
        lines += [str(disclosed_cell) for disclosed_cell in proof.disclosed_cells[: self.NAMED]]
        more = len(proof.disclosed_cells) - self.NAMED
        super().__init__("\n".join([*lines, *([f"Og {more} andre."] if more > 0 else [])]))
        self.proof = proof
