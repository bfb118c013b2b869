"""The rules that apply to every feed: plausible ages, no future dates, ends after starts, valid codes.

Rules for single rows; those that compare rows are in cross_row.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from pipelines.intake.validation.typed_rows import cell_problem_table, joined
from pipelines.intake.values.cpr_columns import (
    Numbers,
    birth_dates,
    numbers_of,
    pass_modulus_11,
    without_repetitions,
)
from pipelines.intake.values.whole_columns import repeated
from schemas.code_lists import code_list
from schemas.contract import Feed
from schemas.kinds import Kind


def check_rules(table: pl.DataFrame, feed: Feed, received: date) -> pl.DataFrame:
    """Return the problems of single rows of a typed table. `received` is the day the file was sent."""
    return joined([*_all(table, feed, received)])


def _all(table: pl.DataFrame, feed: Feed, received: date) -> Iterator[pl.DataFrame]:
    own_date = _own_date(table[feed.period], feed.columns[feed.period].kind)
    if "cpr" in table.columns and feed.ages:
        yield cell_problem_table(_of_another_age(table["cpr"], own_date, feed.ages), "cpr", "age_implausible")
    # A snapshot cannot be of a future day; a start date in the future is only a warning.
    if own_date.dtype == pl.Date and feed.period != "start_date" and table[feed.period].dtype == pl.Date:
        yield cell_problem_table(own_date > received, feed.period, "in_future")
    if own_date.dtype == pl.Date:
        yield from _validity(table, feed, own_date)
    if "start_date" in table.columns:
        yield cell_problem_table(
            table["start_date"] > received, "start_date", "start_in_future", failed=False
        )
    if {"start_date", "end_date"} <= set(table.columns):
        # The row is quarantined although both columns are optional, so no field is named.
        yield cell_problem_table(table["end_date"] < table["start_date"], None, "end_before_start")


def _of_another_age(cpr: pl.Series, own_date: pl.Series, ages: tuple[int, int]) -> pl.Series:
    """Say for each row whether its person's age on its date is outside the feed's.

    Where all ages are possible on the first and the last date, single rows are not checked.
    """
    persons, rows = without_repetitions(numbers_of(cpr))
    born = _written_as_number(pl.Series(birth_dates(persons)))
    ends = _written_as_number(pl.Series([own_date.min(), own_date.max()], dtype=own_date.dtype))
    if all(((end - born) // 10_000).is_between(*ages).all() for end in ends.drop_nulls()):
        return repeated(False, len(cpr), pl.Boolean)
    return ~completed_years(born[rows], own_date).is_between(*ages)


def _validity(table: pl.DataFrame, feed: Feed, own_date: pl.Series) -> Iterator[pl.DataFrame]:
    """Yield the codes that were not valid on a row's own date."""
    for name, contract in feed.columns.items():
        limits = code_list(contract.code_list).validity if contract.code_list else {}
        for code, (first, last) in limits.items():
            wrong = (table[name] == code) & ~own_date.is_between(first, last)
            yield cell_problem_table(wrong, name, "code_out_of_date", failed=False)


def overlapping(spells: pl.DataFrame, feed: Feed) -> pl.Series:
    """Return the indexes of spells that start before another of the same person and kind has ended."""
    same = [name for name in feed.key if name != "start_date"]
    before = pl.col("end_date").fill_null(pl.date(9999, 12, 31)).shift(1).over(same)
    overlaps = spells.sort(*feed.key, "index").filter(
        (pl.col("start_date") <= before) & (pl.col("start_date") != pl.col("start_date").shift(1).over(same))
    )
    return overlaps["index"]


def typing_errors(numbers: Numbers) -> Numbers:
    """Return those of a drop's distinct personal numbers that seem mistyped because their check digit fails.

    Where most numbers fail, they are test data or the rule does not apply; where few do, they are typing errors.
    """
    failing = numbers[~pass_modulus_11(numbers)]
    return failing if len(failing) * 2 < len(numbers) else failing[:0]


def _own_date(period: pl.Series, kind: Kind) -> pl.Series:
    """Return the date on which a row's age is calculated; for a school year 1 June."""
    if kind is Kind.SCHOOL_YEAR:
        ends = pl.col("period").str.slice(0, 4).cast(pl.Int32) + 1
        return period.to_frame("period").select(pl.date(ends, 6, 1)).to_series()
    return period


def completed_years(born: pl.Series, day: pl.Series) -> pl.Series:
    """Return the age in completed years on a day; `born` is a number such as 20140517."""
    return (_written_as_number(day) - born) // 10_000


def _written_as_number(day: pl.Series) -> pl.Series:
    # Months and days are 8-bit integers: they are widened before they are multiplied.
    month, date_of_month = pl.col("day").dt.month().cast(pl.Int32), pl.col("day").dt.day()
    return (
        day.to_frame("day").select(pl.col("day").dt.year() * 10_000 + month * 100 + date_of_month).to_series()
    )
