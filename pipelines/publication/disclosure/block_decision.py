"""Choose the suppression pattern of a block, given what earlier publications showed of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipelines.publication.disclosure.block_system import build_system
from pipelines.publication.disclosure.blocks import Block
from pipelines.publication.disclosure.earlier_sums import with_earlier_sums
from pipelines.publication.disclosure.linear_system import Mask
from pipelines.publication.disclosure.suppression import solve


@dataclass(frozen=True)
class Decision:
    """The suppressed cells of a block. `is_retained`: the published figures are kept instead of today's. `programs`:
    number of linear programs solved."""

    hidden: Mask
    is_retained: bool
    programs: int = 0


def decide(block: Block, renew: bool) -> Decision:
    """Reuse the published pattern with today's figures; where that is not safe, retain the published figures.

    A cell that was suppressed stays suppressed. With `renew` (at a freeze), a block that would be retained gets a new
    pattern instead, and only figures that were published with today's values count as known. Where these alone
    disclose a sensitive cell, the new pattern is not safe either and the published figures are retained.
    """
    system = with_earlier_sums(build_system(block.cells), block.seen)
    sensitive = block.is_small | block.was_hidden
    if not (block.is_small & block.was_shown).any():
        kept = solve(system, sensitive, block.was_shown | block.is_known)
        if kept.is_safe:
            return Decision(kept.hidden, False, kept.programs)
    fresh = solve(system, sensitive, block.is_known)
    # A safe new pattern that hides nothing readers have seen need not wait for a freeze.
    hides_shown = bool((fresh.hidden & block.was_shown).any())
    is_retained = bool(block.was_shown.any()) and (not fresh.is_safe or (hides_shown and not renew))
    return Decision(fresh.hidden, is_retained, fresh.programs)


def after_refusal(block: Block, refused: Decision) -> Decision:
    """Return the next more cautious decision where the gate refused one: the published figures, then none at all.

    Neither adds to what earlier publications disclose, so a third refusal of a block is not possible.
    """
    was_tried = refused.is_retained or bool(refused.hidden.all())
    is_retained = bool(block.was_shown.any()) and not was_tried
    return Decision(np.ones_like(block.is_small), is_retained)
