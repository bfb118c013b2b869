"""Tables in a terminal, with Danish numbers; plain text where there is no terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import duckdb
from babel.numbers import format_decimal
from rich import box
from rich.console import Console
from rich.table import Table

from pipelines.settings import Settings


def connect(settings: Settings) -> duckdb.DuckDBPyConnection:
    """Open what is published: read-only, and without a way to files, network or settings."""
    return duckdb.connect(
        str(settings.published),
        read_only=True,
        config={"enable_external_access": "false", "lock_configuration": "true"},
    )


def show(console: Console, names: Sequence[str], rows: Iterable[Sequence[Any]], title: str = "") -> None:
    """Print a table; numbers to the right, nothing as a blank."""
    table = Table(box=box.SIMPLE_HEAD, title=title or None, title_justify="left", title_style="bold")
    filled = [tuple(row) for row in rows]
    for place, name in enumerate(names):
        number = any(
            isinstance(row[place], int | float) and not isinstance(row[place], bool) for row in filled
        )
        table.add_column(name, justify="right" if number else "left", overflow="fold")
    for row in filled:
        table.add_row(*(text(value) for value in row))
    # Nobody reads a log at the width of a terminal: there every row is one line.
    (console if console.is_terminal else Console(file=console.file, width=250)).print(table)


def text(value: Any) -> str:
    """A value as a Dane writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float):
        return str(format_decimal(value, format="#,##0.##", locale="da"))
    if isinstance(value, datetime):
        return f"{value:%d-%m-%Y %H.%M}"
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value)


def show_overview(settings: Settings, console: Console) -> None:
    """The newest total of every indicator, beside the one before it and its target."""
    query = """
        select name_da, period, value, previous_value, change_da, target, status_da
        from overview where value is not null order by indicator_id
    """
    headings = ("Indikator", "Periode", "Værdi", "Før", "Udvikling", "Mål", "Status")
    with connect(settings) as marts:
        show(console, headings, marts.execute(query).fetchall(), "Overblik")
        without = marts.execute("select count(*) from overview where value is null").fetchall()[0][0]
    if without:
        console.print(f"{without} indikatorer har endnu intet tal, der kan vises.")
