"""The plan of a marked workbook: places and the receipt's own sentences, never a cell value."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

# The title of front sheets, by which one from an earlier receipt is recognised.
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
    """All marks of a workbook. `general` are the problems without a cell."""

    sentence: str
    about: str
    steps: list[str]
    general: list[str]
    marks: list[Mark]

    def as_json(self) -> dict[str, Any]:
        """Return the plan as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Plan:
        """Read what `as_json` wrote."""
        return cls(**plain | {"marks": [Mark(**mark) for mark in plain["marks"]]})
