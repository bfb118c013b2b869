"""The functions of cpr.py for whole columns.

A personal number is an integer here, 0 where there is none; ten digits correspond to exactly one integer.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.intake.values.cpr import WEIGHTS, century

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]

# Ten digits with or without a hyphen, which most cells have, are parsed by the column.
PLAIN = r"^[0-9]{6}-?[0-9]{4}$"
_FIRST_YEAR, _LAST_YEAR = 1800, 2060
_REPLACEMENT_OFFSET = 60


def numbers_of(cpr: pl.Series) -> Numbers:
    """Convert ten digits to integers."""
    numbers = cpr.cast(pl.Int64)
    return (numbers.fill_null(0) if numbers.null_count() else numbers).to_numpy()


def texts_of(numbers: Numbers) -> pl.Series:
    """Convert integers to ten digits."""
    return pl.Series("cpr", numbers).cast(pl.String).str.zfill(10)


def birth_dates(numbers: Numbers) -> Days:
    """Return the date of birth in each number, NaT where it contains no valid date."""
    years, starts = _calendar()
    day = numbers // 10**8
    day -= _REPLACEMENT_OFFSET * (day >= _REPLACEMENT_OFFSET)
    month = numbers // 10**6 % 100
    in_year = (month >= 1) & (month <= 12)
    place = (years[numbers // 1000 % 1000] - _FIRST_YEAR) * 12 + np.where(in_year, month, 1) - 1
    first = starts[place]
    exists = in_year & (day >= 1) & (first + day <= starts[place + 1])
    return np.where(exists, first + day - 1, np.datetime64("NaT"))


@cache
def _calendar() -> tuple[Numbers, Days]:
    """Return the year by the digits five to seven, and the first day of every month."""
    years = [century(digits % 10, digits // 10) + digits // 10 for digits in range(1000)]
    months = np.arange(f"{_FIRST_YEAR}-01", f"{_LAST_YEAR}-01", dtype="datetime64[M]")
    return np.array(years, dtype=np.int64), months.astype("datetime64[D]")


def pass_modulus_11(numbers: Numbers) -> Flags:
    """Say for each number whether the check digit is correct."""
    total = np.zeros_like(numbers)
    for place, weight in enumerate(WEIGHTS):
        total += weight * (numbers // 10 ** (9 - place) % 10)
    return np.asarray(total % 11 == 0)


def are_temporary(numbers: Numbers) -> Flags:
    """Say for each number whether it is a replacement number."""
    return np.asarray(numbers // 10**9 >= 6)


def are_male(numbers: Numbers) -> Flags:
    """Say for each number whether its last digit means male."""
    return np.asarray(numbers % 2 == 1)


def without_repetitions(numbers: Numbers) -> tuple[Numbers, npt.NDArray[np.int64]]:
    """Return the numbers without consecutive repetitions, and the index of its number for each row.

    Most lists have a person's rows together.
    """
    starts = _run_starts(numbers)
    return numbers[starts], np.cumsum(starts) - 1


def _run_starts(numbers: Numbers) -> Flags:
    starts = np.ones(len(numbers), dtype=bool)
    starts[1:] = numbers[1:] != numbers[:-1]
    return starts


def _sorted_distinct(numbers: Numbers) -> Numbers:
    """Return the distinct numbers, sorted. Sorted in place: a copy of millions would need too much memory."""
    numbers.sort()
    return numbers[_run_starts(numbers)]


class Distinct:
    """The distinct numbers of a drop, 8 bytes each. Added numbers are merged in batches."""

    _BATCH = 2_000_000

    def __init__(self) -> None:
        self._sorted: Numbers = np.empty(0, dtype=np.int64)
        self._pending: list[Numbers] = []
        self._count = 0

    def add(self, numbers: Numbers) -> None:
        """Add the numbers of some rows."""
        self._pending.append(_sorted_distinct(numbers[_run_starts(numbers)]))
        self._count += len(self._pending[-1])
        if self._count > self._BATCH:
            self._merge()

    def _merge(self) -> None:
        if self._pending:
            self._sorted = _sorted_distinct(np.concatenate([self._sorted, *self._pending]))
        self._pending, self._count = [], 0

    @property
    def numbers(self) -> Numbers:
        """All of them, sorted, without the 0 that stands for none."""
        self._merge()
        return self._sorted[1:] if len(self._sorted) and self._sorted[0] == 0 else self._sorted
