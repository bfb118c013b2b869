"""Personal numbers by the column: what cpr.py says of one, said of all of them at once.

A number is an integer here, 0 where there is none; ten digits have no other reading.
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

# Ten ordinary digits with or without the hyphen: by far the most cells, and read without looking at each.
PLAIN = r"^[0-9]{6}-?[0-9]{4}$"
_FIRST_YEAR, _LAST_YEAR = 1800, 2060
_REPLACED_FROM = 60


def numbers_of(cpr: pl.Series) -> Numbers:
    """Ten digits as integers."""
    return cpr.cast(pl.Int64).fill_null(0).to_numpy()


def texts_of(numbers: Numbers) -> pl.Series:
    """Integers as ten digits."""
    return pl.Series("cpr", numbers).cast(pl.String).str.zfill(10)


def birth_dates(numbers: Numbers) -> Days:
    """The date of birth in each number, NaT where it holds no date of the calendar."""
    years, starts = _calendar()
    day = numbers // 10**8
    day -= _REPLACED_FROM * (day >= _REPLACED_FROM)
    month = numbers // 10**6 % 100
    in_year = (month >= 1) & (month <= 12)
    place = (years[numbers // 1000 % 1000] - _FIRST_YEAR) * 12 + np.where(in_year, month, 1) - 1
    first = starts[place]
    exists = in_year & (day >= 1) & (first + day <= starts[place + 1])
    return np.where(exists, first + day - 1, np.datetime64("NaT"))


@cache
def _calendar() -> tuple[Numbers, Days]:
    """The year by the digits five to seven, and the first day of every month."""
    years = [century(digits % 10, digits // 10) + digits // 10 for digits in range(1000)]
    months = np.arange(f"{_FIRST_YEAR}-01", f"{_LAST_YEAR}-01", dtype="datetime64[M]")
    return np.array(years, dtype=np.int64), months.astype("datetime64[D]")


def pass_modulus_11(numbers: Numbers) -> Flags:
    """Say of each number whether the old check digit fits."""
    total = np.zeros_like(numbers)
    for place, weight in enumerate(WEIGHTS):
        total += weight * (numbers // 10 ** (9 - place) % 10)
    return np.asarray(total % 11 == 0)


def are_temporary(numbers: Numbers) -> Flags:
    """Say of each whether it is a replacement number."""
    return np.asarray(numbers // 10**9 >= 6)


def are_male(numbers: Numbers) -> Flags:
    """Legal gender by the last digit."""
    return np.asarray(numbers % 2 == 1)


def stretches(numbers: Numbers) -> tuple[Numbers, npt.NDArray[np.int64]]:
    """The numbers without those that only repeat the one above, and for each row which of them it has.

    Most lists have a person's rows together.
    """
    begins = _begins(numbers)
    return numbers[begins], np.cumsum(begins) - 1


def _begins(numbers: Numbers) -> Flags:
    begins = np.ones(len(numbers), dtype=bool)
    begins[1:] = numbers[1:] != numbers[:-1]
    return begins


def _different(numbers: Numbers) -> Numbers:
    """The different ones, smallest first. They are sorted where they lie: of millions there is no room for two."""
    numbers.sort()
    return numbers[_begins(numbers)]


class Distinct:
    """Every number that a drop holds, once: 8 bytes a person. What comes in is sorted in as it grows."""

    _MOST_WAITING = 2_000_000

    def __init__(self) -> None:
        self._sorted: Numbers = np.empty(0, dtype=np.int64)
        self._waiting: list[Numbers] = []
        self._count = 0

    def add(self, numbers: Numbers) -> None:
        """Take in the numbers of some rows."""
        self._waiting.append(_different(numbers[_begins(numbers)]))
        self._count += len(self._waiting[-1])
        if self._count > self._MOST_WAITING:
            self._settle()

    def _settle(self) -> None:
        if self._waiting:
            self._sorted = _different(np.concatenate([self._sorted, *self._waiting]))
        self._waiting, self._count = [], 0

    @property
    def numbers(self) -> Numbers:
        """All of them, smallest first, without the 0 that stands for none."""
        self._settle()
        return self._sorted[1:] if len(self._sorted) and self._sorted[0] == 0 else self._sorted
