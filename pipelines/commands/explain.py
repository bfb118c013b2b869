"""`medvind explain`: one figure with its definition, verdicts, drops and history. It reads published tables only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click
import polars as pl
from rich.console import Console

from pipelines.commands.diff import figure_text, units
from pipelines.commands.explain_advice import advice
from pipelines.commands.terminal_tables import show, text
from pipelines.publication.mart_tables import BREAKDOWNS, TOTAL
from pipelines.publication.release.comparison import compare
from pipelines.publication.release.freeze import releases
from pipelines.publication.release.read_tables import PublicationTables, read_publication
from pipelines.report.figure_text import Unit, unit_of
from pipelines.report.labels_da import (
    cell_code,
    compared_name,
    question_name,
    question_position,
    waiting_text,
)
from pipelines.settings import Settings
from pipelines.text.hidden_da import WHY_HIDDEN
from schemas.code_lists import code_list
from schemas.feeds import all_feeds
from schemas.place import place

Row = Mapping[str, Any]

_STATUSES = {
    "ok": "endeligt",
    "provisional": "foreløbigt: det kan ændre sig, når der kommer mere",
    "incomplete": "mangler data: så meget er ikke leveret, at et tal ville være misvisende",
    "suppressed": f"skjult, fordi {WHY_HIDDEN}",
    "not_delivered": "ikke leveret: intet af det, tallet bygger på, er kommet for perioden",
    "not_yet": "kan ikke gøres op endnu: perioden er ikke slut, eller fristen er ikke nået",
    "before_start": "før den første aftale om at levere",
}


def explain(settings: Settings, indicator: str, period: str, cell: Mapping[str, str | None]) -> bool:
    """Print the definition, the figure, its verdicts, drops and history; return whether there is such a figure."""
    publication = read_publication(settings)
    wanted = {name: _code(name, cell.get(name)) for name in BREAKDOWNS}
    found = _find(publication.tables["indicators"], {"indicator_id": indicator, "period": period, **wanted})
    if found is None:
        click.echo(advice(publication, indicator, period), err=True)
        return False
    definition = _find(
        publication.tables["indicator_definitions"],
        {"indicator_id": indicator, "definition_version": found["definition_version"]},
    )
    assert definition is not None
    _head(found, definition, wanted)
    _number(found, definition)
    _verdicts(publication, found)
    _since(settings, publication, found)
    _drops(publication, found)
    return True


def _code(dimension: str, given: str | None) -> str:
    """Return the code of an area or school whose code or name was given."""
    if given is None:
        return TOTAL
    lists = {"area": "areas", "school": "schools"}
    return code_list(lists[dimension]).find(given) or given if dimension in lists else given


def _find(table: pl.DataFrame, wanted: Mapping[str, object]) -> Row | None:
    rows = table.filter(**wanted)
    return rows.row(0, named=True) if rows.height else None


def _head(found: Row, definition: Row, wanted: Mapping[str, str]) -> None:
    parts = [value for value in wanted.values() if value != TOTAL]
    click.echo(
        f"{definition['name_da']}, {found['period']}, {', '.join(parts) or 'hele ' + place().neighbourhood}\n"
    )
    click.echo(f"{definition['description_da']}\n")


def _number(found: Row, definition: Row) -> None:
    click.echo(f"Status    {_STATUSES[found['status']]}")
    if found["value"] is not None:
        unit = unit_of(definition["unit"], definition["name_da"])
        click.echo(f"Værdi     {unit.text(found['value'])}{_interval(found, unit)}")
    for name, label in (("numerator", "Tæller"), ("denominator", "Nævner")):
        number = "" if found[name] is None else f"{text(found[name])}: "
        click.echo(f"{label}    {number}{definition[f'{name}_da']}")
    if found["coverage"] is not None:
        click.echo(
            f"Dækning   {text(100 * found['coverage'])} % af tallet, skønnet efter, hvem der har leveret"
        )
    if found["missing"]:
        click.echo(f"Mangler   {found['missing']}")
    if found["waiting_since"]:
        click.echo(f"Venter    {waiting_text(found['waiting_since'])}")
    click.echo(
        f"Officielt {definition['official_source']}\nDefinition version {definition['definition_version']}"
    )


def _verdicts(publication: PublicationTables, found: Row) -> None:
    """Print what the newest figures of the cell say; nothing for a publication older than verdicts."""
    known = publication.tables.get("judgements")
    if known is None:
        return
    mine = known.filter(indicator_id=found["indicator_id"], cell=cell_code(found))
    rows = [
        (
            question_name(row["question"]),
            row["period"],
            compared_name(row["compared_with"]),
            row["verdict_da"],
        )
        for row in sorted(mine.to_dicts(), key=lambda row: question_position(row["question"]))
    ]
    if rows:
        show(Console(), ("Spørgsmål", "Periode", "Sammenlignet med", "Svar"), rows, "Hvad tallene siger")


def _interval(found: Row, unit: Unit) -> str:
    if found["ci_low"] is None:
        return ""
    few = "; få personer, så det svinger" if found["few"] else ""
    return f" (usikkerhed {unit.interval(found['ci_low'], found['ci_high'])}{few})"


def _since(settings: Settings, publication: PublicationTables, found: Row) -> None:
    """Print the figure at the last freeze, and why it has changed since."""
    frozen = releases(settings)
    if not frozen:
        click.echo("\nDer er endnu ikke fastfrosset noget at sammenligne med.")
        return
    last = read_publication(settings, frozen[-1].label)
    changed = compare(last.tables, publication.tables, last.definitions, publication.definitions)
    cell = {name: found[name] for name in ("indicator_id", "period", *BREAKDOWNS)}
    row = _find(changed, cell)
    if row is None:
        click.echo(f"\nSiden {frozen[-1].label}: uændret")
        return
    was = figure_text(row["value_before"], row["status_before"], units(publication)[row["indicator_id"]])
    click.echo(f"\nSiden {frozen[-1].label}: var {was}. Hvorfor: {row['why']}")


def _drops(publication: PublicationTables, found: Row) -> None:
    drops = publication.tables["indicator_drops"].filter(
        indicator_id=found["indicator_id"], period=found["period"]
    )
    rows = [
        (all_feeds()[row["feed"]].title, row["partner"], row["receipt_id"], row["received_at"])
        for row in drops.sort("feed", "partner", "received_at").iter_rows(named=True)
    ]
    if rows:
        show(Console(), ("Liste", "Partner", "Kvittering", "Modtaget"), rows, "Tallet hviler på")
