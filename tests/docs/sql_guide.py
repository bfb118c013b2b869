"""The guide's questions, asked of an invented neighbourhood on an invented day. Run as a program it writes the answers
into the guide."""

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

FILE = Path(__file__).parents[2] / "docs" / "sql-guide.md"
DAY = date(2025, 11, 20)
# A question, and the table below it, which may not be there yet.
_QUESTION = re.compile(r"(```sql\n(.*?)```\n)(?:\n((?:\|[^\n]*\n)+))?", re.DOTALL)


def neighbourhood(home: Path) -> Settings:
    """A house that has taken and published what the partners of 6000 residents sent in three years."""
    settings = Settings(home / "data", home / "keys", Limits(settle_seconds=0.01), as_of=DAY)
    make_keys(settings.keys)
    fill_inbox(settings.inbox, seed=7, residents=6000, years=3, until=DAY)
    pipeline.run(settings)
    return settings


def questions(guide: str) -> list[tuple[str, str]]:
    """Each query of the guide with the table that stands below it."""
    return [(query, table) for _, query, table in _QUESTION.findall(guide)]


def answer(marts: duckdb.DuckDBPyConnection, query: str) -> str:
    """What a query answers, as a table in Markdown."""
    result = marts.execute(query)
    names = [column[0] for column in result.description or []]
    rows = [[text(cell) for cell in row] for row in result.fetchall()]
    lines = [names, ["---"] * len(names), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def answered(guide: str, marts: duckdb.DuckDBPyConnection) -> str:
    """The guide with every table as it is now."""
    return _QUESTION.sub(lambda found: f"{found[1]}\n{answer(marts, found[2])}", guide)


def main() -> None:
    """Build the house and write the answers."""
    with tempfile.TemporaryDirectory() as home, connect(neighbourhood(Path(home))) as marts:
        FILE.write_text(answered(FILE.read_text(encoding="utf-8"), marts), encoding="utf-8")


if __name__ == "__main__":
    main()
