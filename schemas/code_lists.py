"""Code lists: CSV files with a Danish label, validity and group for each code; also loaded as dbt seeds."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from schemas.configuration import PACKAGED, configuration_file
from schemas.folding import fold

UNKNOWN = "ukendt"


@dataclass(frozen=True)
class CodeList:
    """One code list, in the order of its file.

    `codes` maps every code to its label, `groups` to its group, and `validity` codes of limited validity to their
    first and last day.
    """

    name: str
    codes: dict[str, str]
    validity: dict[str, tuple[date, date]]
    groups: dict[str, str]

    def find(self, text: str) -> str | None:
        """Return the code whose code or label is written in `text`, or None."""
        return self.folded.get(fold(text))

    def in_group(self, group: str) -> list[str]:
        """Return the codes of one group in the order of the file."""
        return [code for code, code_group in self.groups.items() if code_group == group]

    @cached_property
    def folded(self) -> dict[str, str]:
        """Every folded code and label, mapped to its code."""
        labels = {fold(label): code for code, label in self.codes.items()}
        return labels | {fold(code): code for code in self.codes}


def code_list(name: str) -> CodeList:
    """Read `code_lists/<name>.csv`: the place's own, or the packaged one."""
    return _read(configuration_file(f"code_lists/{name}.csv"))


def packaged_code_list(name: str) -> CodeList:
    """Read the packaged `code_lists/<name>.csv`, for a list whose codes the pipeline itself uses."""
    return _read(PACKAGED / "code_lists" / f"{name}.csv")


@cache
def _read(path: Path) -> CodeList:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return CodeList(
        path.stem,
        {row["code"]: row["label_da"] for row in rows},
        {row["code"]: _days(row) for row in rows if row["valid_from"] or row["valid_to"]},
        {row["code"]: row["group"] for row in rows},
    )


def _days(row: dict[str, str]) -> tuple[date, date]:
    first, last = row["valid_from"], row["valid_to"]
    return date.fromisoformat(first) if first else date.min, date.fromisoformat(last) if last else date.max
