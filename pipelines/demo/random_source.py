"""Reproducible random numbers: the same words always give the same generator."""

from __future__ import annotations

from functools import cache
from random import Random


def seeded_random(*words: object) -> Random:
    """Return a generator seeded with these words, so that what is drawn never depends on the order of work."""
    return Random("/".join(map(str, words)))


@cache
def chance(*words: str | int) -> float:
    """Return the first number (0-1) that the generator of these words draws: what never changes for a person."""
    return seeded_random(*words).random()
