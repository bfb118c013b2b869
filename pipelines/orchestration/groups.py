"""The groups of the asset graph: Dagster sorts them by name, so a number keeps them in the order of the way."""

from __future__ import annotations

import re
from functools import cache

from pipelines.transform.indicator_definitions import stages

SECRETARIAT = "team:medvinds_sekretariat"
# The stretches of the child's path, on which the indicators stand, are together one step.
_PATH = "path"
_WAY = (
    "feeds",
    "seeds",
    "staging",
    "intermediate",
    _PATH,
    "cells",
    "disclosure",
    "marts",
    "publication",
)
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})


def group(name: str) -> str:
    """The name of a group with its place on the way: `1_feeds`. One that has no place is shown after them."""
    return f"{_WAY.index(name) + 1}_{name}" if name in _WAY else name


def stretch_of(model: str) -> str | None:
    """The group of an indicator, its stretch of the child's path: `5_path_2_skole`. None for any other model."""
    return _stretches().get(model)


def in_letters(text: str) -> str:
    """A text in the letters that Dagster's names may have."""
    return re.sub(r"\W+", "_", text.translate(_LETTERS), flags=re.ASCII).strip("_").lower()


@cache
def _stretches() -> dict[str, str]:
    order = list(dict.fromkeys(stages().values()))
    return {
        indicator: f"{group(_PATH)}_{order.index(stage) + 1}_{in_letters(stage)}"
        for indicator, stage in stages().items()
    }
