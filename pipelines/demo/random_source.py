"""Reproducible random numbers: the same words always give the same generator."""

from __future__ import annotations

from random import Random


def seeded_random(*words: object) -> Random:
    """Return a generator seeded with these words, so that what is drawn never depends on the order of work."""
    return Random("/".join(str(word) for word in words))
