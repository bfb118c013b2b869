"""Names of asset groups. Dagster sorts them by name, so a number in front keeps them in the pipeline's order."""

from __future__ import annotations

import re
from functools import cache

from pipelines.transform.indicator_definitions import stages

SECRETARIAT = "team:medvinds_sekretariat"
# The indicators are grouped by the stages of a child's path, which share one number.
_PATH = "path"
_ORDER = (
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
_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})


def group(name: str) -> str:
    """The name of a group with its number, as `1_feeds`; without one where the group is not in the order."""
    return f"{_ORDER.index(name) + 1}_{name}" if name in _ORDER else name


def stage_group(model: str) -> str | None:
    """The group of an indicator, by its stage of a child's path, as `5_path_2_skole`; None for other models."""
    return _stage_groups().get(model)


def ascii_name(text: str) -> str:
    """A text in the lower-case letters, digits and underscores that Dagster's names may have."""
    return re.sub(r"\W+", "_", text.translate(_ASCII), flags=re.ASCII).strip("_").lower()


@cache
def _stage_groups() -> dict[str, str]:
    order = list(dict.fromkeys(stages().values()))
    return {
        indicator: f"{group(_PATH)}_{order.index(stage) + 1}_{ascii_name(stage)}"
        for indicator, stage in stages().items()
    }
