"""Which columns of other tables each column of a query is computed from, found with sqlglot."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import MappingSchema, exp, parse_one, to_table
from sqlglot.expressions import normalize_table_name
from sqlglot.lineage import Node, lineage
from sqlglot.optimizer import build_scope, optimize
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.unnest_subqueries import unnest_subqueries

# A table as the query names it (catalogue, schema, name), and a column of it.
Source = tuple[str, str]
# All columns get the names of their tables, and subqueries in conditions become joins, which `lineage` can follow.
_RULES = (qualify, unnest_subqueries)


def source_columns(
    sql: str, tables: Mapping[str, Mapping[str, str]], dialect: str
) -> dict[str, list[Source]]:
    """By column of the query, the sorted columns of `tables` (name -> column -> type) that it is computed from.

    Table names are normalized as `normalized` does. Raises SqlglotError where the query reads a file as a table.
    """
    schema = MappingSchema(dialect=dialect)
    for name, types in tables.items():
        schema.add_table(to_table(name, dialect=dialect), column_mapping=dict(types), dialect=dialect)
    query = optimize(parse_one(sql, dialect=dialect), schema=schema, dialect=dialect, rules=_RULES)
    assert isinstance(query, exp.Query)
    # All columns at once, since several are computed from the same; and without a copy of the query for each step.
    followed = lineage(None, query, schema, dialect=dialect, scope=build_scope(query), trim_selects=False)
    return {column.lower(): _sources(node, dialect) for column, node in followed.items()}


def normalized(table: str, dialect: str) -> str:
    """The name of a table as `source_columns` gives it."""
    return normalize_table_name(to_table(table, dialect=dialect), dialect=dialect)


def _sources(column: Node, dialect: str) -> list[Source]:
    found = set()
    for node in column.walk():
        table = None if node.downstream else node.expression.find(exp.Table)
        if table:
            name = exp.to_column(node.name).name.lower()
            found.add((normalize_table_name(table, dialect=dialect), name))
    return sorted(found)
