"""Texts of `partners.yml` that stand for something known: the name of a feed, a code."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationInfo

Text = Annotated[str, Field(min_length=1)]


def _feed(name: str, info: ValidationInfo) -> str:
    """Check the name of a feed, where a file is validated."""
    return known(name, info.context, "listen") if info.context else name


def known(name: str, names: Collection[str], what: str) -> str:
    """Return a name that is known. Raises ValueError that suggests the nearest one."""
    if name in names:
        return name
    nearest = get_close_matches(name, names, n=1)
    raise ValueError(f"{what} {name} kendes ikke" + (f". Mente I {nearest[0]}?" if nearest else ""))


FeedName = Annotated[str, BeforeValidator(_feed)]


def _as_text(value: object) -> object:
    """Return a number that YAML made of a code as the text it was."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


CodeText = Annotated[Text, BeforeValidator(_as_text)]
