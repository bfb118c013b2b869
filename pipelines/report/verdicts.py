"""The verdicts of an indicator, as the table `judgements` has them. Nothing is tested here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from schemas.code_lists import code_list, packaged_code_list

SINCE_LAST, OVER_YEARS, TARGET, GAP = "since_last", "over_years", "target", "gap"
MUNICIPALITY, COUNTRY = "beside_municipality", "beside_country"
BESIDE = (MUNICIPALITY, COUNTRY)
WHOLE = "total"
_NAMED = (SINCE_LAST, OVER_YEARS, TARGET, GAP, COUNTRY)
_GROUPS = packaged_code_list("verdicts").groups


@dataclass(frozen=True)
class Verdict:
    """One row of `judgements`; `question` is `beside_municipality` whatever the municipality is called.

    `text` is the word with the sentences after it; the numbers are in the indicator's unit.
    """

    cell: str
    question: str
    period: str | None
    compared_with: str | None
    estimate: float | None
    low: float | None
    high: float | None
    code: str
    text: str

    @property
    def word(self) -> str:
        """The word of the verdict, without the sentences."""
        return code_list("verdicts").codes[self.code]

    @property
    def rest(self) -> str:
        """The sentences after the word; empty where there are none."""
        return self.text.removeprefix(self.word).removeprefix(". ")

    @property
    def visible(self) -> str:
        """The sentence that says what could have been seen; empty where the verdict is not an uncertain one."""
        return self.rest.split(". ", maxsplit=1)[0].removesuffix(".") if self.is_uncertain else ""

    @property
    def has_moved(self) -> bool:
        """Whether a change is certain."""
        return _GROUPS[self.code] == "moved"

    @property
    def is_apart(self) -> bool:
        """Whether a difference from another place or group is certain."""
        return _GROUPS[self.code] == "apart"

    @property
    def is_uncertain(self) -> bool:
        """Whether a difference was tested and may be chance."""
        return _GROUPS[self.code] == "uncertain"

    @property
    def is_forecast(self) -> bool:
        """Whether it says where the trend leads."""
        return _GROUPS[self.code] == "target"

    @property
    def is_unknown(self) -> bool:
        """Whether nothing could be tested."""
        return _GROUPS[self.code] == "unknown"


def read_verdicts(table: pl.DataFrame | None) -> dict[str, tuple[Verdict, ...]]:
    """Read the verdicts by indicator; none from a publication older than them."""
    read: dict[str, tuple[Verdict, ...]] = {}
    for row in () if table is None else table.iter_rows(named=True):
        read[row["indicator_id"]] = (*read.get(row["indicator_id"], ()), _verdict(row))
    return read


def _verdict(row: Mapping[str, Any]) -> Verdict:
    return Verdict(
        cell=row["cell"],
        question=row["question"] if row["question"] in _NAMED else MUNICIPALITY,
        period=row["period"],
        compared_with=row["compared_with"],
        estimate=row["estimate"],
        low=row["low"],
        high=row["high"],
        code=row["verdict"],
        text=row["verdict_da"],
    )
