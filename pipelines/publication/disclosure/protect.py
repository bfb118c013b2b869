"""Disclosure control: cells in, the same cells out with those hidden that could tell of a person.

A reader is taken to know every denominator, the definitions, and everything published before. Nothing hidden can be
reckoned out from what is shown, nor enclosed more narrowly than five persons. Figures made of shown figures alone tell
nothing new, and need no control of their own: `pooled_3y` stands only where all its periods are shown, and the overview
reads nothing but shown totals.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from pipelines.publication.disclosure.blocks import blocks_of
from pipelines.publication.disclosure.cell import KEY
from pipelines.publication.disclosure.ledger import empty_ledger, recall_published, standing_rows
from pipelines.publication.disclosure.pattern_cache import PatternCache
from pipelines.publication.disclosure.primary_rules import hide, primary

_GROUP = ["indicator_id", "period"]


def protect(
    cells: pl.DataFrame,
    ledger: pl.DataFrame | None = None,
    *,
    renew: bool = False,
    solved: PatternCache | None = None,
) -> pl.DataFrame:
    """Mark and empty every cell that must not be shown.

    `cells` has one row a cell: the labels in `LABELS` (without the two marks) and the numbers `persons`, `numerator`,
    `denominator`, `value`, `coverage`, `largest_unit`, `largest_cluster`; a head count needs but the first two.
    `ledger` holds earlier publications (`LEDGER_SCHEMA`). The answer has the same rows in the same order and two
    booleans. Where `suppressed` is true, all numbers are null. Where `standing` is true, the row is what readers saw
    before: today's figures cannot be shown beside it until the next freeze, which calls with `renew`; such rows come
    last, with those that are not among `cells` any more. `solved` remembers patterns from one call to the next.
    Raises NotSolved where nothing could be proven.
    """
    ledger = empty_ledger() if ledger is None else ledger
    marks = {"suppressed": pl.lit(value=False), "standing": pl.lit(value=False)}
    judged = cells.with_columns(**marks).pipe(primary)
    decided = _decide(judged, recall_published(judged, ledger), renew, solved or PatternCache())
    return _let_stand(decided, ledger).pipe(hide)


def _decide(judged: pl.DataFrame, recalled: pl.DataFrame, renew: bool, solved: PatternCache) -> pl.DataFrame:
    hidden = judged["suppressed"].to_numpy().copy()
    stands = np.zeros_like(hidden)
    for block in blocks_of(recalled):
        decision = solved.decide(block, renew)
        hidden[block.rows] = decision.hidden | decision.stands
        stands[block.rows] = decision.stands
    return judged.with_columns(suppressed=pl.Series(hidden), standing=pl.Series(stands))


def _let_stand(decided: pl.DataFrame, ledger: pl.DataFrame) -> pl.DataFrame:
    """Put what readers saw in place of the cells of blocks that stand; what they never saw waits, hidden."""
    groups = decided.filter("standing").select(_GROUP).unique()
    if groups.is_empty():
        return decided
    seen = standing_rows(groups, ledger).drop("published_at")
    rest = decided.join(seen, on=KEY, how="anti", maintain_order="left")
    return pl.concat([rest, seen], how="diagonal_relaxed")
