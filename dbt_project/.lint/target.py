"""Stand-in for dbt's `target`, so that SQLFluff can render models without a database."""

type = "duckdb"
