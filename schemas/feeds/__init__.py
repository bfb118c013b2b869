"""One module per feed: each module here with a `FEED` is a feed, without registration elsewhere."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from schemas.contract import Feed


@cache
def all_feeds() -> dict[str, Feed]:
    """Return every feed by name, in alphabetical order."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    return {module.FEED.name: module.FEED for module in modules}
