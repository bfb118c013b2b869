"""Render the audit as one self-contained HTML page in Danish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from babel.dates import format_datetime
from babel.numbers import format_decimal
from jinja2 import Environment, PackageLoader, StrictUndefined

from pipelines.publication.mart_tables import PUBLISHED
from pipelines.text.danish import DENMARK
from schemas.place import place

LOCALE = "da_DK"


def render(results: Mapping[str, Any], publication_id: str, at: datetime) -> str:
    """Render the results of an audit (`Audit.results`: counts, never values) as a page.

    `at` is the time of the audit, with its time zone; the page shows it in Danish time.
    """
    entries = results["promises"]
    return (
        _environment()
        .get_template("data_docs.html.j2")
        .render(
            publication_id=publication_id,
            at=format_datetime(at, "EEEE 'den' d. MMMM y 'kl.' HH.mm", tzinfo=DENMARK, locale=LOCALE),
            success=results["success"],
            kept=sum(entry["success"] for entry in entries),
            broken=[entry for entry in entries if not entry["success"]],
            total=len(entries),
            tables=_by_table(entries),
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("pipelines.publication.expectations"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["here"] = place
    environment.filters["count"] = lambda number: format_decimal(number, locale=LOCALE)
    return environment


def _by_table(entries: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Group the entries by published table, in the order of PUBLISHED."""
    titles = {table.name: table.title_da for table in PUBLISHED}
    grouped = {name: [entry for entry in entries if entry["table"] == name] for name in titles}
    return [{"name": name, "title": titles[name], "entries": own} for name, own in grouped.items()]
