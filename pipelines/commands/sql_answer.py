"""Answer one SQL query on the published tables, for `medvind sql` and its shell."""

from __future__ import annotations

from pipelines.commands.terminal_tables import connect
from pipelines.pages.query_result import QueryResult
from pipelines.pages.run_query import log_query
from pipelines.settings import Settings


def answer_query(settings: Settings, query: str) -> QueryResult:
    """Run a query on a new connection, so that an open shell sees the newest publication."""
    with connect(settings) as marts:
        result = marts.execute(query)
        rows = result.fetchall()
        names = [column[0] for column in result.description or []]
    log_query(settings, "sql", query, len(rows))
    return QueryResult(names, rows)
