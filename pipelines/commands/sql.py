"""`medvind sql`: the published figures, read-only."""

from __future__ import annotations

import os
from datetime import datetime

import click
import duckdb
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from rich.console import Console

from pipelines.commands.tables import connect, show
from pipelines.permissions import private
from pipelines.privacy.logs import ACCESS, shape, write_line
from pipelines.settings import Settings

_WORDS = ("select", "from", "where", "group by", "order by", "limit", "describe", "summarize", "count(*)")
_LEAVE = {"exit", "quit", "slut", r"\q", ".exit", ".quit"}


def sql(settings: Settings, query: str | None) -> None:
    """Answer one query, or open a shell."""
    if not settings.published.exists():
        raise click.ClickException("Der er ikke udgivet noget endnu. Skriv: medvind run")
    console = Console()
    if query:
        try:
            _answer(settings, query, console)
        except duckdb.Error as problem:
            raise click.ClickException(_first_line(problem)) from None
    else:
        _shell(settings, console)


def _answer(settings: Settings, query: str, console: Console) -> None:
    # A connection of its own each time: a shell left open sees the newest publication.
    with connect(settings) as marts:
        result = marts.execute(query)
        rows = result.fetchall()
        names = [column[0] for column in result.description or []]
    _remember(settings, query, len(rows))
    show(console, names, rows)


def _remember(settings: Settings, query: str, rows: int) -> None:
    # Who may not open the log may read the marts alone, in which there is no person.
    if os.access(settings.data, os.W_OK):
        write_line(settings, ACCESS, datetime.now(), command="sql", query=shape(query), rows=rows)


def _history(settings: Settings) -> History:
    """What was typed before, for the arrow keys; without what was looked for."""
    if not os.access(settings.data, os.W_OK):
        return InMemoryHistory()
    return ShapesOnly(str(settings.data / ".sql_history"))


class ShapesOnly(FileHistory):
    """A history on disk that keeps no quoted text and no long number."""

    def store_string(self, string: str) -> None:
        """Keep a line."""
        with private():
            super().store_string(shape(string))


def _shell(settings: Settings, console: Console) -> None:
    session: PromptSession[str] = PromptSession(
        history=_history(settings),
        completer=WordCompleter([*_WORDS, *_names(settings)], ignore_case=True),
        complete_while_typing=False,
    )
    console.print(
        "Skriv show tables for at se tabellerne, describe overview for at se en, og slut for at gå."
    )
    while (query := _ask(session)) is not None:
        try:
            if query.strip():
                _answer(settings, query, console)
        except duckdb.Error as problem:
            console.print(_first_line(problem), style="red", markup=False)


def _ask(session: PromptSession[str]) -> str | None:
    try:
        query = session.prompt("medvind> ")
    except (EOFError, KeyboardInterrupt):
        return None
    return None if query.strip().rstrip(";").casefold() in _LEAVE else query


def _names(settings: Settings) -> list[str]:
    with connect(settings) as marts:
        found = marts.execute("select table_name, column_name from duckdb_columns()").fetchall()
    return sorted({name for row in found for name in row})


def _first_line(problem: duckdb.Error) -> str:
    return str(problem).strip().split("\n")[0]
