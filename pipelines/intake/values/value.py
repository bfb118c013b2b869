"""What a parser returns, and what it raises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Value:
    """A typed value, and the code of the normalisation that was needed (None when it stood as it should)."""

    value: Any
    note: str | None = None


class Unreadable(ValueError):
    """A cell that cannot be read. Carries the code of the problem and never the text of the cell."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
