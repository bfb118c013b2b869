"""What becomes of a block, given what was published of it before."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.publication.disclosure.block_system import build_system
from pipelines.publication.disclosure.blocks import Block
from pipelines.publication.disclosure.earlier_sums import with_earlier_sums
from pipelines.publication.disclosure.linear_system import Marks
from pipelines.publication.disclosure.suppression import solve


@dataclass(frozen=True)
class Decision:
    """Which cells of the block are hidden; or, where it `stands`, that what readers have seen stays as it is."""

    hidden: Marks
    stands: bool
    programs: int = 0


def decide(block: Block, renew: bool) -> Decision:
    """Keep the pattern that was published; where that is not safe with today's figures, the block stands.

    What was hidden stays hidden, and what was shown is shown with today's figures. With `renew` (at a freeze) a block
    that would stand gets a pattern anew instead: then only those figures count as known that were shown just as they
    are today. Where these alone tell too much of what must be hidden now, even that is not safe, and it stands on.
    """
    system = with_earlier_sums(build_system(block.cells), block.seen)
    closed = block.is_small | block.was_hidden
    if not (block.is_small & block.was_shown).any():
        kept = solve(system, closed, block.was_shown | block.is_told)
        if kept.is_safe:
            return Decision(kept.hidden, False, kept.programs)
    fresh = solve(system, closed, block.is_told)
    # Where a new pattern is safe and takes nothing from the readers, there is nothing to wait with.
    takes = bool((fresh.hidden & block.was_shown).any())
    stands = bool(block.was_shown.any()) and (not fresh.is_safe or (takes and not renew))
    return Decision(fresh.hidden, stands, fresh.programs)
