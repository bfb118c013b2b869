"""What a cached decision is found by."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from pipelines.publication.disclosure import pattern_cache
from pipelines.publication.disclosure.block_decision import Decision
from pipelines.publication.disclosure.pattern_cache import PatternCache


def test_a_decision_of_a_run_is_not_that_of_a_freeze(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a run the old figures are retained; the freeze that follows decides on the same block anew."""
    asked: list[bool] = []

    def decide(block: Any, renew: bool) -> Decision:
        asked.append(renew)
        return Decision(np.array([renew]), not renew)

    monkeypatch.setattr(pattern_cache, "decide", decide)
    block: Any = SimpleNamespace(digest=lambda: "the same")
    run = PatternCache()
    assert run.decide(block, renew=False).is_retained
    freeze = PatternCache(run.used)
    assert not freeze.decide(block, renew=True).is_retained
    assert freeze.decide(block, renew=False).is_retained
    assert asked == [False, True]
