"""Print tables with Danish numbers: formatted in a terminal, plain text elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from pipelines.pages.marts_connection import connect
from pipelines.pages.query_result import is_number, text
from pipelines.settings import Settings
from schemas.code_lists import code_list

__all__ = ["connect", "show", "show_overview", "text"]


def show(console: Console, names: Sequence[str], rows: Iterable[Sequence[Any]], title: str = "") -> None:
    """Print a table: numbers right-aligned, missing values blank."""
    table = Table(box=box.SIMPLE_HEAD, title=title or None, title_justify="left", title_style="bold")
    filled = [tuple(row) for row in rows]
    for place, name in enumerate(names):
        number = any(is_number(row[place]) for row in filled)
        table.add_column(name, justify="right" if number else "left", overflow="fold")
    for row in filled:
        table.add_row(*(text(value) for value in row))
    # A log is not limited to the width of a terminal: every row is one line there.
    (console if console.is_terminal else Console(file=console.file, width=250)).print(table)


def show_overview(settings: Settings, console: Console) -> None:
    """Print the newest whole total of every indicator, that of the year before, the target and what is newer."""
    query = """
        select name_da, period, value, previous_period, previous_value, change_da, target, status_da,
            newer_period, newer_status
        from overview where value is not null order by indicator_id
    """
    headings = ("Indikator", "Periode", "Værdi", "Før", "Værdi før", "Udvikling", "Mål", "Status", "Nyere")
    words = code_list("figure_statuses").codes
    with connect(settings) as marts:
        rows = [
            (*row[:-2], row[-2] and f"{row[-2]} {words.get(row[-1], '')}")
            for row in marts.execute(query).fetchall()
        ]
        show(console, headings, rows, "Overblik")
        without = marts.execute("select count(*) from overview where value is null").fetchall()[0][0]
    if without:
        console.print(f"{without} indikatorer har endnu intet tal, der kan vises.")
