"""Many tests at once: Benjamini and Hochberg (1995)."""

from __future__ import annotations

from collections.abc import Mapping

FALSE_DISCOVERIES = 0.05


def certain(p_values: Mapping[int, float]) -> set[int]:
    """Return the tests that are significant when the false discovery rate is held at 5 %."""
    ordered = sorted(p_values.values())
    passed = [p for rank, p in enumerate(ordered, 1) if p <= FALSE_DISCOVERIES * rank / len(ordered)]
    return {test for test, p in p_values.items() if passed and p <= passed[-1]}
