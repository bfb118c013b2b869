"""Read files of the demo cell by cell."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from openpyxl import load_workbook


def sheets(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(path, read_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def lines(path: Path, encoding: str, delimiter: str = ";") -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def latest(inbox: Path, partner: str, name: str) -> Path:
    return max((inbox / partner).glob(f"*/{name}"))
