"""The rules that hold for every feed: plausible ages, no future, ends after starts, check digits.

What a row tells by itself is found piece by piece; what only all rows together tell, in across.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from pipelines.intake.validation.typed_rows import FINDING, cell_problem_table
from pipelines.intake.values.cpr_columns import Numbers, birth_dates, numbers_of, pass_modulus_11, stretches
from schemas.code_lists import code_list
from schemas.contract import Feed, Kind


def check_rules(table: pl.DataFrame, feed: Feed, received: date) -> pl.DataFrame:
    """Return what a row by itself tells, for some rows of a typed table. `received` is the day the file came."""
    return pl.concat([pl.DataFrame(schema=FINDING), *_all(table, feed, received)])


def _all(table: pl.DataFrame, feed: Feed, received: date) -> Iterator[pl.DataFrame]:
    own_date = _own_date(table[feed.period], feed.columns[feed.period].kind)
    if "cpr" in table.columns and feed.ages:
        yield cell_problem_table(_of_another_age(table["cpr"], own_date, feed.ages), "cpr", "age_implausible")
    # A snapshot cannot be of a day to come; what is agreed to start on one only may be a mistake.
    if own_date.dtype == pl.Date and feed.period != "start_date" and table[feed.period].dtype == pl.Date:
        yield cell_problem_table(own_date > received, feed.period, "in_future")
    if own_date.dtype == pl.Date:
        yield from _validity(table, feed, own_date)
    if "start_date" in table.columns:
        yield cell_problem_table(
            table["start_date"] > received, "start_date", "start_in_future", failed=False
        )
    if {"start_date", "end_date"} <= set(table.columns):
        # The row is set aside although the column may be empty, so no field takes the blame.
        yield cell_problem_table(table["end_date"] < table["start_date"], None, "end_before_start")


def _of_another_age(cpr: pl.Series, own_date: pl.Series, ages: tuple[int, int]) -> pl.Series:
    """Say of each row whether its person cannot be of that age on its day. Where everybody can on the first day of all
    and on the last one, no row has to be looked at."""
    persons, rows = stretches(numbers_of(cpr))
    born = _written_as_number(pl.Series(birth_dates(persons)))
    ends = (pl.Series([day], dtype=own_date.dtype) for day in (own_date.min(), own_date.max()))
    if all(completed_years(born, end).is_between(*ages).all() for end in ends):
        return pl.repeat(False, len(cpr), dtype=pl.Boolean, eager=True)
    return ~completed_years(born.gather(rows), own_date).is_between(*ages)


def _validity(table: pl.DataFrame, feed: Feed, own_date: pl.Series) -> Iterator[pl.DataFrame]:
    """Codes that were not in use on a row's own date."""
    for name, contract in feed.columns.items():
        limits = code_list(contract.code_list).validity if contract.code_list else {}
        for code, (first, last) in limits.items():
            wrong = (table[name] == code) & ~own_date.is_between(first, last)
            yield cell_problem_table(wrong, name, "code_out_of_date", failed=False)


def overlapping(spells: pl.DataFrame, feed: Feed) -> pl.Series:
    """The indexes of spells that start before another of the same person in the same thing has ended."""
    same = [name for name in feed.key if name != "start_date"]
    before = pl.col("end_date").fill_null(pl.date(9999, 12, 31)).shift(1).over(same)
    late = spells.sort(*feed.key, "index").filter(
        (pl.col("start_date") <= before) & (pl.col("start_date") != pl.col("start_date").shift(1).over(same))
    )
    return late["index"]


def typing_errors(numbers: Numbers) -> Numbers:
    """Of the different personal numbers of a drop, those that seem mistyped, for their check digit fails.

    Where most numbers fail, they are test data or the rule says nothing; where few do, they are typing errors.
    """
    failing = numbers[~pass_modulus_11(numbers)]
    return failing if len(failing) * 2 < len(numbers) else failing[:0]


def _own_date(period: pl.Series, kind: Kind) -> pl.Series:
    """The day on which a row's age is judged; for a school year 1 June."""
    if kind is Kind.SCHOOL_YEAR:
        ends = pl.col("period").str.slice(0, 4).cast(pl.Int32) + 1
        return period.to_frame("period").select(pl.date(ends, 6, 1)).to_series()
    return period


def completed_years(born: pl.Series, day: pl.Series) -> pl.Series:
    """Age in completed years on a day; `born` as 20140517."""
    return (_written_as_number(day) - born) // 10_000


def _written_as_number(day: pl.Series) -> pl.Series:
    # Months and days are 8-bit numbers: they are widened before they are multiplied.
    return day.dt.year() * 10_000 + day.dt.month().cast(pl.Int32) * 100 + day.dt.day()
