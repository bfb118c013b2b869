"""Interactive shell of `medvind sql`, with completion from the tables' comments."""

from __future__ import annotations

import os
from collections.abc import Callable

import duckdb
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer, WordCompleter
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from rich.console import Console

from pipelines.commands.sql_answer import answer_query
from pipelines.commands.terminal_tables import show
from pipelines.pages.marts_connection import columns
from pipelines.permissions import private_files
from pipelines.privacy.access_log import shape
from pipelines.settings import Settings

_SQL = ("select", "from", "where", "group by", "order by", "limit", "describe", "summarize", "count(*)")
_LEAVE = {"exit", "quit", "slut", r"\q", ".exit", ".quit", ".slut"}
# Before each further line of a query that has no semicolon yet.
MORE = "slut med ; > "
HELP = """Skriv et spørgsmål, og slut det med semikolon; det må fylde flere linjer. Tab foreslår navne.

  .tabeller          tabellerne, og hvad én række er
  .kolonner TABEL    kolonnerne i en tabel
  .hjælp             det her
  slut               gå"""


def shell(settings: Settings) -> None:
    """Read and answer queries until the user leaves."""
    console = Console()
    session = _session(settings)
    console.print(HELP, markup=False, highlight=False)
    while (typed := _ask(session)) is not None:
        try:
            reply(settings, typed.strip(), console)
        except duckdb.Error as problem:
            console.print(str(problem).strip(), style="red", markup=False)


def reply(settings: Settings, typed: str, console: Console) -> None:
    """Print the result of a query, or of a help command such as `.tabeller`. Raises duckdb.Error."""
    word, _, about = typed.rstrip("; ").partition(" ")
    helper = _HELPERS.get(word.casefold())
    if helper:
        helper(settings, about.strip(), console)
    elif typed.strip("; \n"):
        answer = answer_query(settings, typed)
        show(console, answer.names, answer.rows)


def _help(settings: Settings, about: str, console: Console) -> None:
    console.print(HELP, markup=False, highlight=False)


def _tables(settings: Settings, about: str, console: Console) -> None:
    found = columns(settings)
    show(console, ("Tabel", "Én række er"), [(name, words[None]) for name, words in found.items()])


def _columns(settings: Settings, about: str, console: Console) -> None:
    words = columns(settings).get(about.casefold())
    if words is None:
        console.print("Den tabel er der ikke. Skriv .tabeller for at se dem.")
    else:
        show(console, ("Kolonne", "Hvad der står"), [(name, word) for name, word in words.items() if name])


_HELPERS: dict[str, Callable[[Settings, str, Console], None]] = {
    ".hjælp": _help,
    ".tabeller": _tables,
    ".kolonner": _columns,
}


def _session(settings: Settings) -> PromptSession[str]:
    session: PromptSession[str] = PromptSession(
        history=_history(settings),
        completer=completer(settings),
        complete_while_typing=False,
        prompt_continuation=MORE,
    )
    # Enter begins a new line until the query is complete.
    session.multiline = Condition(lambda: not is_whole(session.default_buffer.text))
    return session


def is_whole(typed: str) -> bool:
    """Say whether the input is complete: it ends in a semicolon, is a command to the shell, or is empty."""
    word = typed.strip()
    return not word or word.endswith(";") or word.startswith((".", "\\")) or word.casefold() in _LEAVE


def completer(settings: Settings) -> Completer:
    """Return a completer that suggests tables and columns with their comments."""
    comments: dict[str, str] = {}
    for table, words in columns(settings).items():
        for name, comment in words.items():
            if name is not None:
                comments.setdefault(name, f"{table}: {comment}")
        comments[table] = words[None]
    names = [*sorted(comments), *_SQL, *_HELPERS]
    return WordCompleter(
        names, ignore_case=True, meta_dict={name: _brief(word) for name, word in comments.items()}
    )


def _brief(comment: str) -> str:
    return comment if len(comment) <= 90 else f"{comment[:89].rstrip()}…"


def _ask(session: PromptSession[str]) -> str | None:
    try:
        typed = session.prompt("medvind> ")
    except (EOFError, KeyboardInterrupt):
        return None
    return None if typed.strip().rstrip(";").casefold() in _LEAVE else typed


def _history(settings: Settings) -> History:
    """Return the input history, without the values that were searched for."""
    if not os.access(settings.data, os.W_OK):
        return InMemoryHistory()
    return ShapesOnly(str(settings.data / ".sql_history"))


class ShapesOnly(FileHistory):
    """A history file that keeps no quoted text and no long number."""

    def store_string(self, string: str) -> None:
        """Store a line without its values."""
        with private_files():
            super().store_string(shape(string))
