"""What is to be marked, and what the front sheet says: only places and our own sentences, never a value."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

# A front sheet begins with this, so that one from last time is known again.
TITLE = "Kvittering fra MedVind"


@dataclass(frozen=True)
class Mark:
    """One cell to mark, or a whole row where `column` (letters) is None. Rows count from 1."""

    sheet: str
    row: int
    column: str | None
    severity: str
    text: str


@dataclass(frozen=True)
class Plan:
    """A whole workbook of marks. `general` are the problems that have no cell."""

    sentence: str
    about: str
    steps: list[str]
    general: list[str]
    marks: list[Mark]

    def as_json(self) -> dict[str, Any]:
        """The plan as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Plan:
        """Read what `as_json` wrote."""
        return cls(**plain | {"marks": [Mark(**mark) for mark in plain["marks"]]})
