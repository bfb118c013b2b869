"""Text as an SQL literal."""

from __future__ import annotations


def quoted(text: str) -> str:
    """Return the literal of a text: `'it''s'`."""
    return "'" + text.replace("'", "''") + "'"
