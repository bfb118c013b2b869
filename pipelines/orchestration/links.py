"""Links from Dagster's pages to the pages of the published figures, and small tables in Markdown.

Nothing here is of a person: a receipt is known by its number, never by the name of a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

import dagster as dg

from pipelines.settings import Settings


def page(settings: Settings, path: str, **query: str) -> dg.UrlMetadataValue:
    """A page to be opened: `/filer/nu/report.html`."""
    return dg.MetadataValue.url(_address(settings, path, query))


def link(settings: Settings, text: str, path: str, **query: str) -> str:
    """A page to be opened, as words in Markdown."""
    return f"[{text}]({_address(settings, path, query)})"


def table(name: str, titles: Sequence[str], rows: Iterable[Sequence[object]]) -> dict[str, Any]:
    """A table under its name; nothing where there is no row."""
    lines = [f"| {' | '.join(map(str, row))} |" for row in rows]
    head = [f"| {' | '.join(titles)} |", "|" + "---|" * len(titles)]
    return {name: dg.MetadataValue.md("\n".join([*head, *lines]))} if lines else {}


def _address(settings: Settings, path: str, query: dict[str, str]) -> str:
    return f"{settings.pages}{path}" + (f"?{urlencode(query)}" if query else "")
