"""What the gate refuses is decided more cautiously: the published figures, then none; other blocks keep theirs."""

from __future__ import annotations

import polars as pl

from pipelines.publication.disclosure.pattern_cache import PatternCache
from pipelines.publication.disclosure.protect import protect
from tests.publication.disclosure.random_worlds import cell, table
from tests.publication.disclosure.test_ledger import published

YESTERDAY = table([cell(indicator_id="a"), cell(indicator_id="b")])
TODAY = table([cell(indicator_id="a", numerator=30.0), cell(indicator_id="b", numerator=30.0)])
REFUSED = {("a", "total")}


def decided(ledger: pl.DataFrame | None, refusals: int) -> tuple[pl.DataFrame, PatternCache]:
    """Today's cells as protected after a number of refusals of indicator a, and the cache then."""
    cache = PatternCache()
    protected = protect(TODAY, ledger, pattern_cache=cache)
    for _ in range(refusals):
        cache = PatternCache(cache.used)
        protected = protect(TODAY, ledger, refused=REFUSED, pattern_cache=cache)
    return protected, cache


def figures(protected: pl.DataFrame) -> dict[str, tuple[float | None, bool]]:
    rows = protected.select("indicator_id", "numerator", "waiting").iter_rows()
    return {indicator: (numerator, waiting) for indicator, numerator, waiting in rows}


def test_a_refused_block_keeps_its_published_figures() -> None:
    _, ledger = published(YESTERDAY)
    before = YESTERDAY["numerator"][0]
    assert figures(decided(ledger, 0)[0]) == {"a": (30.0, False), "b": (30.0, False)}
    assert figures(decided(ledger, 1)[0]) == {"a": (before, True), "b": (30.0, False)}


def test_a_block_refused_with_its_published_figures_is_withdrawn() -> None:
    _, ledger = published(YESTERDAY)
    assert figures(decided(ledger, 2)[0]) == {"a": (None, False), "b": (30.0, False)}


def test_a_refused_block_that_was_never_published_is_hidden() -> None:
    assert figures(decided(None, 1)[0]) == {"a": (None, False), "b": (30.0, False)}


def test_what_was_refused_is_not_tried_again() -> None:
    _, ledger = published(YESTERDAY)
    refused, cache = decided(ledger, 1)
    assert protect(TODAY, ledger, pattern_cache=PatternCache(cache.used)).equals(refused)
