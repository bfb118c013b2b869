"""`medvind diff`: published figures that changed between two publications, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import click
import polars as pl
from rich.console import Console

from pipelines.commands.terminal_tables import show
from pipelines.publication.mart_tables import BREAKDOWNS, TOTAL
from pipelines.publication.release.comparison import compare
from pipelines.publication.release.read_tables import PublicationTables, read_publication
from pipelines.report.figure_text import PERCENT, Unit, unit_of
from pipelines.settings import Settings
from schemas.code_lists import packaged_code_list

_STATUS = packaged_code_list("figure_statuses").codes
_ABSENT = "fandtes ikke"
_HEADINGS = ("Indikator", "Periode", "Opdeling", "Før", "Nu", "Hvorfor", "Kvitteringer")


def diff(settings: Settings, before: str, after: str | None, everything: bool) -> None:
    """Print the totals that changed, or every cell, and a count for each reason."""
    old, new = read_publication(settings, before), read_publication(settings, after)
    changed = compare(old.tables, new.tables, old.definitions, new.definitions)
    click.echo(f"Fra {before} til {after or 'det, der er udgivet nu'}: {_count(changed)}")
    for why, count in Counter(changed["why"].to_list()).most_common():
        click.echo(f"{count:>6}  {why}")
    shown = changed if everything else changed.filter(pl.all_horizontal(pl.col(BREAKDOWNS) == TOTAL))
    if shown.height:
        known = names(new), units(new)
        show(Console(), _HEADINGS, [_line(row, *known) for row in shown.iter_rows(named=True)])
    if shown.height < changed.height:
        click.echo(f"Med --all vises også de {changed.height - shown.height} tal, der er delt op.")


def _count(changed: pl.DataFrame) -> str:
    return "ingen tal er ændret." if changed.is_empty() else f"{changed.height} tal er ændret."


def names(publication: PublicationTables) -> dict[str, str]:
    """Return the indicators' Danish names by id."""
    definitions = publication.tables["indicator_definitions"].sort("definition_version")
    return dict(zip(definitions["indicator_id"], definitions["name_da"], strict=True))


def units(publication: PublicationTables) -> dict[str, Unit]:
    """Return the indicators' units by id."""
    definitions = publication.tables["indicator_definitions"].select("indicator_id", "unit", "name_da")
    return {indicator: unit_of(unit, name) for indicator, unit, name in definitions.iter_rows()}


def _line(
    row: dict[str, object], called: Mapping[str, str], measured: Mapping[str, Unit]
) -> tuple[object, ...]:
    unit = measured.get(str(row["indicator_id"]), PERCENT)
    parts = [str(row[name]) for name in BREAKDOWNS if row[name] != TOTAL]
    receipts = row["receipts"] or []
    assert isinstance(receipts, list)
    return (
        called.get(str(row["indicator_id"]), row["indicator_id"]),
        row["period"],
        ", ".join(parts) or "i alt",
        figure_text(row["value_before"], row["status_before"], unit),
        figure_text(row["value"], row["status"], unit),
        row["why"],
        _few(receipts),
    )


def figure_text(value: object, status: object, unit: Unit) -> str:
    """Return a figure, or why it is not shown; its status is None where it is not in the publication at all."""
    if isinstance(value, float):
        return unit.text(value)
    return _STATUS.get(str(status), "") if status else _ABSENT


def _few(receipts: list[str]) -> str:
    more = f" og {len(receipts) - 3} andre" if len(receipts) > 3 else ""
    return ", ".join(receipts[:3]) + more
