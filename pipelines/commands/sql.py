"""`medvind sql`: query the published tables, read-only."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import duckdb
from rich.console import Console

from pipelines.commands.sql_answer import answer_query
from pipelines.commands.terminal_tables import show
from pipelines.pages.query_result import FILES, QueryResult
from pipelines.settings import Settings

_TABLE = "table"


def sql(settings: Settings, query: str | None, kind: str = _TABLE, out: Path | None = None) -> None:
    """Print or write to `out` the result of one query, in the format `kind`; open a shell where there is no query."""
    if not settings.published.exists():
        raise click.ClickException("Der er ikke udgivet noget endnu. Skriv: medvind run")
    if kind == "xlsx" and out is None:
        raise click.UsageError("Et regneark skal skrives i en fil. Skriv: --out svar.xlsx")
    if query is None:
        _shell(settings, kind, out)
        return
    try:
        answer = answer_query(settings, query)
    except duckdb.Error as problem:
        # The message concerns the user's own query on published figures. A person sees where the mistake is and what
        # was perhaps meant; scripts want one line.
        said = str(problem).strip()
        raise click.ClickException(said if sys.stderr.isatty() else said.split("\n")[0]) from None
    _give(answer, kind, out)


def _give(answer: QueryResult, kind: str, out: Path | None) -> None:
    if kind != _TABLE:
        _, write = FILES[kind]
        written = write(answer)
        sys.stdout.buffer.write(written) if out is None else out.write_bytes(written)
    elif out is None:
        show(Console(), answer.names, answer.rows)
    else:
        with out.open("w", encoding="utf-8") as file:
            show(Console(file=file), answer.names, answer.rows)
    if out is not None:
        click.echo(f"{out}: {len(answer.rows)} rækker")


def _shell(settings: Settings, kind: str, out: Path | None) -> None:
    if kind != _TABLE or out is not None:
        raise click.UsageError('Skriv spørgsmålet med: medvind sql "select …" --format csv')
    # Importing the shell is half of this command's start-up time, and most calls ask one question.
    from pipelines.commands.shell import shell

    shell(settings)
