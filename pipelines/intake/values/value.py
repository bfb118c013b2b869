"""The result of a parser, and its exception."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Value:
    """A typed value, and the code of the normalisation that was needed (None where there was none)."""

    value: Any
    note: str | None = None


class Unreadable(ValueError):
    """The cell cannot be parsed. Carries the code of the problem and never the text of the cell."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
