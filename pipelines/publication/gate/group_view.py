"""A view: the cells of one group in one publication, as an attacker sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.publication.gate.disclosed_cells import Cell

# Stands for infinity: more than any count in the data, and small enough for exact floating-point sums.
FAR = 1e6


class Row(NamedTuple):
    """low <= sum of coefficient x numerator <= high. The unknowns are the numerators of cells, named by their cells."""

    terms: tuple[tuple[Cell, float], ...]
    low: float
    high: float


class PublishedCell(NamedTuple):
    """A cell of a publication; None where a number is not known. low * n <= y <= high * n always holds.

    y = numerator, n = denominator.
    """

    hidden: bool
    y: float | None
    n: float | None
    low: float
    high: float

    @property
    def is_score(self) -> bool:
        """Whether it is a sum of survey scores, each above zero."""
        return self.low > 0


@dataclass(frozen=True)
class View:
    """Cells of one group in one publication.

    `rounded`: sums of scores get a tolerance for the rounding of their means. `repeats`: an earlier publication has
    equal cells. `same_base`: every denominator shown equals today's.
    """

    cells: Mapping[Cell, PublishedCell]
    rounded: bool = False
    repeats: bool = False
    same_base: bool = True

    def known(self) -> dict[Cell, float]:
        """Every numerator that is shown."""
        return {cell: published.y for cell, published in self.cells.items() if published.y is not None}

    def hidden(self) -> list[Cell]:
        """The cells without a shown number, in the order of the table."""
        return [cell for cell, published in self.cells.items() if published.hidden]

    def unpublished(self) -> View:
        """The view with denominators only: what an attacker knows without the publication."""
        return View({cell: _without_numbers(published) for cell, published in self.cells.items()})

    def with_own(self, own: Mapping[Cell, float]) -> View:
        """The view with the numerators that an attacker knows beforehand."""
        return View(
            {cell: published._replace(y=own.get(cell, published.y)) for cell, published in self.cells.items()}
        )


def _without_numbers(published: PublishedCell) -> PublishedCell:
    """The cell with only its denominator known."""
    return published._replace(y=None)
