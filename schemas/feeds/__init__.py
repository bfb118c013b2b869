"""One file per feed. A new file here, with a `FEED` in it, is a new feed: nothing else lists them."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from schemas.contract import Feed


@cache
def all_feeds() -> dict[str, Feed]:
    """Every feed by name, in alphabetical order."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    return {module.FEED.name: module.FEED for module in modules}
