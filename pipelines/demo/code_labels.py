"""The codes that partners use, read from the packaged code lists."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def labels(code_list: str) -> dict[str, str]:
    """Return the Danish label of each code in a list, in the list's order."""
    return {row["code"]: row["label_da"] for row in _rows(code_list)}


@cache
def in_group(code_list: str, group: str) -> list[str]:
    """Return the codes of one group in a list."""
    return [row["code"] for row in _rows(code_list) if row["group"] == group]


def _rows(code_list: str) -> list[dict[str, str]]:
    text = files("schemas").joinpath("code_lists", f"{code_list}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
