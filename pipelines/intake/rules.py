"""The rules that hold for every feed: plausible ages, no future, ends after starts, check digits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from pipelines.intake.typed import FINDING, findings_of
from pipelines.intake.values.cpr import birth_date, passes_modulus_11
from schemas.code_lists import code_list
from schemas.contract import Feed, Kind


def check_rules(table: pl.DataFrame, feed: Feed, received: date) -> pl.DataFrame:
    """Return the findings of a typed table. `received` is the day the file came."""
    return pl.concat([pl.DataFrame(schema=FINDING), *_all(table, feed, received)])


def _all(table: pl.DataFrame, feed: Feed, received: date) -> Iterator[pl.DataFrame]:
    own_date = _own_date(table[feed.period], feed.columns[feed.period].kind)
    if "cpr" in table.columns:
        yield from _persons(table["cpr"], own_date, feed)
    # A snapshot cannot be of a day to come; what is agreed to start on one only may be a mistake.
    if own_date.dtype == pl.Date and feed.period != "start_date" and table[feed.period].dtype == pl.Date:
        yield findings_of(own_date > received, feed.period, "in_future")
    if own_date.dtype == pl.Date:
        yield from _validity(table, feed, own_date)
    if "start_date" in table.columns:
        yield findings_of(table["start_date"] > received, "start_date", "start_in_future", failed=False)
    if {"start_date", "end_date"} <= set(table.columns):
        # The row is set aside although the column may be empty, so no field takes the blame.
        yield findings_of(table["end_date"] < table["start_date"], None, "end_before_start")
        yield _overlaps(table, feed)


def _validity(table: pl.DataFrame, feed: Feed, own_date: pl.Series) -> Iterator[pl.DataFrame]:
    """Codes that were not in use on a row's own date."""
    for name, contract in feed.columns.items():
        limits = code_list(contract.code_list).validity if contract.code_list else {}
        for code, (first, last) in limits.items():
            wrong = (table[name] == code) & ~own_date.is_between(first, last)
            yield findings_of(wrong, name, "code_out_of_date", failed=False)


def _overlaps(table: pl.DataFrame, feed: Feed) -> pl.DataFrame:
    """Spells of the same person in the same thing, of which one starts before the one before has ended."""
    if "start_date" not in feed.key or "cpr" not in feed.key:
        return pl.DataFrame(schema=FINDING)
    same = [name for name in feed.key if name != "start_date"]
    before = pl.col("end_date").fill_null(pl.date(9999, 12, 31)).shift(1).over(same)
    spells = table.select(*feed.key, "end_date").with_row_index("row").sort(*feed.key)
    late = spells.filter(
        (pl.col("start_date") <= before) & (pl.col("start_date") != pl.col("start_date").shift(1).over(same))
    )
    rows = pl.arange(0, len(table), eager=True, dtype=pl.UInt32)
    return findings_of(rows.is_in(late["row"].implode()), None, "spells_overlap", failed=False)


def _own_date(period: pl.Series, kind: Kind) -> pl.Series:
    """The day on which a row's age is judged; for a school year 1 June."""
    if kind is Kind.SCHOOL_YEAR:
        ends = pl.col("period").str.slice(0, 4).cast(pl.Int32) + 1
        return period.to_frame("period").select(pl.date(ends, 6, 1)).to_series()
    return period


def _persons(cpr: pl.Series, own_date: pl.Series, feed: Feed) -> Iterator[pl.DataFrame]:
    people = cpr.drop_nulls().unique()
    known = pl.DataFrame(
        {
            "cpr": people,
            "born": pl.Series([birth_date(number) for number in people], dtype=pl.Date),
            "typo": pl.Series([not passes_modulus_11(number) for number in people], dtype=pl.Boolean),
        }
    )
    rows = cpr.to_frame().join(known, on="cpr", how="left", maintain_order="left")
    if feed.ages:
        age = completed_years(rows["born"], own_date)
        yield findings_of(~age.is_between(*feed.ages), "cpr", "age_implausible")
    # Where most numbers fail, they are test data or the rule says nothing; where few do, they are typing errors.
    if known["typo"].sum() * 2 < len(known):
        yield findings_of(rows["typo"], "cpr", "cpr_check_digit", failed=False)


def completed_years(born: pl.Series, day: pl.Series) -> pl.Series:
    """Age in completed years."""
    # Months are 8-bit numbers: they are widened before they are multiplied.
    passed = [d.dt.month().cast(pl.Int32) * 100 + d.dt.day() for d in (day, born)]
    return day.dt.year() - born.dt.year() - (passed[0] < passed[1]).cast(pl.Int32)
