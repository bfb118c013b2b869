"""Run the SQL guide's queries on an invented neighbourhood as of an invented day.

Run as a program it writes the result tables into the guide.
"""

from __future__ import annotations

import re
import tempfile
from datetime import date
from pathlib import Path

import duckdb

from pipelines import pipeline
from pipelines.commands.terminal_tables import connect, text
from pipelines.demo import fill_inbox
from pipelines.intake.identity.key_files import make_keys
from pipelines.settings import Limits, Settings
from tests.prepared_build import give_parsed_project

FILE = Path(__file__).parents[2] / "docs" / "sql-guide.md"
DAY = date(2025, 11, 20)
# A query, and the table below it, if there is one.
_QUESTION = re.compile(r"(```sql\n(.*?)```\n)(?:\n((?:\|[^\n]*\n)+))?", re.DOTALL)


def neighbourhood(root: Path) -> Settings:
    """An installation that has ingested and published three years of files from the partners of 4000 residents."""
    settings = Settings(root / "data", root / "keys", Limits(settle_seconds=0.01), as_of=DAY)
    make_keys(settings.keys)
    give_parsed_project(settings)
    fill_inbox(settings.inbox, seed=7, residents=4000, years=3, until=DAY, gaps=True)
    pipeline.run(settings)
    return settings


def questions(guide: str) -> list[tuple[str, str]]:
    """Each query of the guide with the table below it."""
    return [(query, table) for _, query, table in _QUESTION.findall(guide)]


def answer(marts: duckdb.DuckDBPyConnection, query: str) -> str:
    """The result of a query as a Markdown table."""
    result = marts.execute(query)
    names = [column[0] for column in result.description or []]
    rows = [[text(cell) for cell in row] for row in result.fetchall()]
    lines = [names, ["---"] * len(names), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def answered(guide: str, marts: duckdb.DuckDBPyConnection) -> str:
    """The guide with every result table brought up to date."""
    return _QUESTION.sub(lambda found: f"{found[1]}\n{answer(marts, found[2])}", guide)


def main() -> None:
    """Build the installation and write the result tables."""
    with tempfile.TemporaryDirectory() as root, connect(neighbourhood(Path(root))) as marts:
        FILE.write_text(answered(FILE.read_text(encoding="utf-8"), marts), encoding="utf-8")


if __name__ == "__main__":
    main()
