"""Print tables with Danish numbers: formatted in a terminal, plain text elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from pipelines.pages.marts_connection import connect
from pipelines.pages.query_result import is_number, text
from pipelines.report.figure_text import unit_of
from pipelines.settings import Settings
from pipelines.text.danish import counted
from schemas.code_lists import code_list

__all__ = ["connect", "show", "show_overview", "text"]


def show(
    console: Console,
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    title: str = "",
    right: Collection[str] = (),
) -> None:
    """Print a table: numbers and the columns named in `right` right-aligned, missing values blank."""
    table = Table(box=box.SIMPLE_HEAD, title=title or None, title_justify="left", title_style="bold")
    filled = [tuple(row) for row in rows]
    for place, name in enumerate(names):
        number = name in right or any(is_number(row[place]) for row in filled)
        table.add_column(name, justify="right" if number else "left", overflow="fold")
    for row in filled:
        table.add_row(*(text(value) for value in row))
    # A log is not limited to the width of a terminal: every row is one line there.
    (console if console.is_terminal else Console(file=console.file, width=250)).print(table)


_HEADINGS = (
    *("Indikator", "Periode", "Værdi", "Før", "Værdi før"),
    *("Siden sidst", "Gennem årene", "Mål", "Kursen", "Nyere"),
)


def show_overview(settings: Settings, console: Console) -> None:
    """Print the newest whole total of every indicator, that of the year before, the verdicts and what is newer."""
    query = """
        select name_da, period, value, previous_period, previous_value, since_last_da, over_years_da, target,
            case when target_verdict <> 'no_target' then target_da end, newer_period, newer_status, unit
        from overview where value is not null order by indicator_id
    """
    words = code_list("figure_statuses").codes
    with connect(settings) as marts:
        rows = [_line(*row, words) for row in marts.execute(query).fetchall()]
        show(console, _HEADINGS, rows, "Overblik", right=("Værdi", "Værdi før", "Mål"))
        without = marts.execute("select count(*) from overview where value is null").fetchall()[0][0]
    if without:
        console.print(f"{counted(without, 'indikator', 'indikatorer')} har endnu intet tal, der kan vises.")


def _line(*row: Any) -> tuple[str, ...]:
    (
        name,
        period,
        value,
        before,
        value_before,
        since,
        years,
        target,
        course,
        newer,
        newer_status,
        kind,
        words,
    ) = row
    unit = unit_of(kind, name)
    numbers = [unit.text(each) if each is not None else "" for each in (value, value_before)]
    aim = unit.short(target) if target is not None else ""
    waited_for = f"{newer} {words.get(newer_status, '')}" if newer else ""
    return name, period, numbers[0], before or "", numbers[1], since, years, aim, course or "", waited_for
