"""Chance that can be repeated: the same words always give the same dice."""

from __future__ import annotations

from random import Random


def dice(*words: object) -> Random:
    """Give dice that belong to these words, so that what is drawn never depends on the order of work."""
    return Random("/".join(str(word) for word in words))
