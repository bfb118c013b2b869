"""The code lists: CSV files with a Danish label, validity and group for each code. Also dbt seeds."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from schemas.folding import fold

FOLDER = Path(__file__).parent / "code_lists"
UNKNOWN = "ukendt"


@dataclass(frozen=True)
class CodeList:
    """One list; `codes` maps every code to its label in the order of the file, `validity` those that were not
    always in use to their first and last day."""

    name: str
    codes: dict[str, str]
    validity: dict[str, tuple[date, date]]

    def find(self, text: str) -> str | None:
        """Return the code whose code or label is written in `text`, or None."""
        return self.folded.get(fold(text))

    @cached_property
    def folded(self) -> dict[str, str]:
        """Every folded code and label with the code it stands for."""
        labels = {fold(label): code for code, label in self.codes.items()}
        return labels | {fold(code): code for code in self.codes}


@cache
def code_list(name: str) -> CodeList:
    """Read `code_lists/<name>.csv`."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = {row["code"]: row["label_da"] for row in rows}
    return CodeList(
        name, codes, {row["code"]: _days(row) for row in rows if row["valid_from"] or row["valid_to"]}
    )


def _days(row: dict[str, str]) -> tuple[date, date]:
    first, last = row["valid_from"], row["valid_to"]
    return date.fromisoformat(first) if first else date.min, date.fromisoformat(last) if last else date.max
