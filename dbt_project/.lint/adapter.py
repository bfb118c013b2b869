"""Stand-in for dbt's `adapter`, so that SQLFluff can render models without a database."""

from collections.abc import Callable


def dispatch(macro: str) -> Callable[..., str]:
    """Render an engine's own macro as a call of a function of that name."""
    return lambda *arguments: f"{macro}({', '.join(map(str, arguments))})"


def quote(name: str) -> str:
    """Quote as DuckDB does."""
    return f'"{name}"'
