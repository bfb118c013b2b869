"""Metadata values for Dagster: links to the pages of published figures, and small tables in Markdown.

No link names a person: a receipt is addressed by its number, never by the name of a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

import dagster as dg

from pipelines.settings import Settings


def page_link(settings: Settings, path: str, **query: str) -> dg.UrlMetadataValue:
    """Link to a page, such as `/filer/nu/report.html`."""
    return dg.MetadataValue.url(_address(settings, path, query))


def markdown_link(settings: Settings, text: str, path: str, **query: str) -> str:
    """Link to a page, in Markdown."""
    return f"[{text}]({_address(settings, path, query)})"


def table(name: str, titles: Sequence[str], rows: Iterable[Sequence[object]]) -> dict[str, Any]:
    """A metadata entry with a table in Markdown; empty where there are no rows."""
    lines = [f"| {' | '.join(map(str, row))} |" for row in rows]
    header = [f"| {' | '.join(titles)} |", "|" + "---|" * len(titles)]
    return {name: dg.MetadataValue.md("\n".join([*header, *lines]))} if lines else {}


def _address(settings: Settings, path: str, query: dict[str, str]) -> str:
    return f"{settings.pages}{path}" + (f"?{urlencode(query)}" if query else "")
