"""Disclosure control of a table of cells: primary and secondary suppression.

An attacker is assumed to know every denominator, the definitions, and every earlier publication. No suppressed
numerator can be derived from what is shown, or bounded to less than five persons; nor the numerator of a small group
that has no cell, because its persons have no label in a breakdown. Figures computed from shown figures
alone disclose nothing new: `pooled_3y` is published only where all its periods are, and the overview reads nothing but
shown totals.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import polars as pl

from pipelines.publication.disclosure.blocks import blocks_of
from pipelines.publication.disclosure.cell import KEY
from pipelines.publication.disclosure.differences import differs_by_few
from pipelines.publication.disclosure.ledger import empty_ledger, retained_rows, with_history
from pipelines.publication.disclosure.linked_groups import Group
from pipelines.publication.disclosure.pattern_cache import PatternCache
from pipelines.publication.disclosure.primary_rules import hide, primary
from pipelines.publication.disclosure.rests import with_small_rests, without_rests

_GROUP = ["indicator_id", "period"]


def protect(
    cells: pl.DataFrame,
    ledger: pl.DataFrame | None = None,
    *,
    renew: bool = False,
    refused: Collection[Group] = (),
    pattern_cache: PatternCache | None = None,
) -> pl.DataFrame:
    """Flag and empty every cell that must not be shown.

    `cells` has one row a cell: the labels in `LABELS` (without the two flags) and the numbers `persons`, `numerator`,
    `denominator`, `value`, `largest_unit`, `largest_cluster`; a head count needs only the first two.
    `ledger` holds earlier publications (`LEDGER_SCHEMA`). Returns the same rows in the same order with two booleans.
    Where `suppressed` is true, all numbers are null. Where `waiting` is true, the row is retained from the last
    publication: today's figures are not safe beside it until the next freeze, which calls with `renew`. Retained rows
    come last, including those no longer among `cells`. `refused`: the indicators and periods in which the gate found a
    disclosed cell after the last call; their blocks get the next more cautious decision. `pattern_cache` carries
    decisions from one call to the next.
    Raises NotSolved where a linear program has no optimum.
    """
    ledger = empty_ledger() if ledger is None else ledger
    flags = {"suppressed": pl.lit(value=False), "waiting": pl.lit(value=False)}
    judged = with_small_rests(cells).with_columns(**flags).pipe(primary)
    differs = differs_by_few(judged)
    recalled = with_history(judged, ledger)
    # Such a cell is hidden for its denominator: its numerator may follow from what is shown.
    recalled = recalled.with_columns(was_hidden=pl.col("was_hidden") & ~differs)
    cache = pattern_cache or PatternCache()
    decided = _decide(judged, recalled, renew, frozenset(refused), cache)
    decided = decided.with_columns(suppressed=pl.col("suppressed") | differs)
    return _retain_published(decided, ledger).pipe(without_rests).pipe(hide)


def _decide(
    judged: pl.DataFrame,
    recalled: pl.DataFrame,
    renew: bool,
    refused: frozenset[Group],
    pattern_cache: PatternCache,
) -> pl.DataFrame:
    hidden = judged["suppressed"].to_numpy().copy()
    is_retained = np.zeros_like(hidden)
    for block in blocks_of(recalled):
        decision = pattern_cache.decide(block, renew, not refused.isdisjoint(block.groups))
        hidden[block.rows] = decision.hidden | decision.is_retained
        is_retained[block.rows] = decision.is_retained
    return judged.with_columns(suppressed=pl.Series(hidden), waiting=pl.Series(is_retained))


def _retain_published(decided: pl.DataFrame, ledger: pl.DataFrame) -> pl.DataFrame:
    """Replace the cells of retained blocks by the published ones; cells never published stay suppressed."""
    groups = decided.filter("waiting").select(_GROUP).unique()
    if groups.is_empty():
        return decided
    seen = retained_rows(groups, ledger).drop("published_at")
    rest = decided.join(seen, on=KEY, how="anti", maintain_order="left")
    return pl.concat([rest, seen], how="diagonal_relaxed")
