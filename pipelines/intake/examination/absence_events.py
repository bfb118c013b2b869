"""Lists of absence with a row for each day and cause, counted up to a row for each pupil and month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from pipelines.intake.layout.header_rows import meaning
from pipelines.intake.layout.non_data_rows import cell_at
from pipelines.intake.problems.problem import Problem, file_problem
from pipelines.intake.reading.sheet import Sheet
from pipelines.intake.values.parse_columns import parse_column
from pipelines.text.danish import listed
from schemas.contract_column import Column
from schemas.feeds import all_feeds
from schemas.headers import readings
from schemas.kinds import Kind
from schemas.vocabulary import event_headers

_FIRST_ROWS, _NAMED = 10, 10
# What such a list lacks, as `absent` of its drop names it.
UNLISTED = "pupils_without_absence"
_CAUSES = ("sick_days", "authorised_days", "unauthorised_days")
_FIELDS = ("cpr", "school_no", "month", "school_days", *_CAUSES)


@dataclass(frozen=True)
class Events:
    """A list of absence by day: the sheet of months it was counted up to, None where it cannot be; and what is said."""

    sheet: Sheet | None
    problems: list[Problem] = field(default_factory=list)


def events_of(sheet: Sheet, school_days: Mapping[str, float]) -> Events | None:
    """Return a list of absence by day counted up to months; None for any other sheet.

    `school_days` are those that the partner has said for each month (`2025M09`); a column of the file goes before.
    """
    for number in range(min(_FIRST_ROWS, len(sheet.rows))):
        columns = _columns(sheet.rows[number])
        if {"cpr", "day", "cause"} <= columns.keys() and not columns.keys() & {"month", *_CAUSES}:
            return _counted(sheet, number, columns, school_days)
    return None


def _columns(header: list[str]) -> dict[str, int]:
    """Return the places of the columns of such a list."""
    found: dict[str, int] = {}
    for place, cell in enumerate(header):
        name = meaning(readings(cell), event_headers()) or meaning(
            readings(cell), all_feeds()["absence"].headers
        )
        if name:
            found.setdefault(name, place)
    return found


def _counted(
    sheet: Sheet, number: int, columns: Mapping[str, int], school_days: Mapping[str, float]
) -> Events:
    rows = [(at, row) for at, row in enumerate(sheet.rows) if at > number and any(map(str.strip, row))]
    frame = _events(rows, columns)
    if problems := [*_unreadable(frame), *_without_school_days(frame, school_days)]:
        return Events(None, problems)
    months = frame.group_by("cpr", "school_no", "month", maintain_order=True).agg(
        pl.col("row").first(),
        pl.col("school_days").max(),
        *(pl.col("days").filter(pl.col("cause") == cause).sum().alias(cause) for cause in _CAUSES),
    )
    return Events(_sheet(sheet, months, school_days), [file_problem("events_counted")])


def _events(rows: list[tuple[int, list[str]]], columns: Mapping[str, int]) -> pl.DataFrame:
    """Return the events, typed: without an amount, each is one day."""
    texts = {
        name: pl.Series([cell_at(row, place).strip() or None for _, row in rows], dtype=pl.String)
        for name, place in columns.items()
    }
    none = pl.Series([None] * len(rows), dtype=pl.String)
    days = texts.get("amount", pl.Series(["1"] * len(rows)))
    return pl.DataFrame(
        {
            "row": pl.Series([at + 1 for at, _ in rows], dtype=pl.Int64),
            "cpr": texts["cpr"],
            "school_no": texts.get("school_no", none),
            "month": parse_column(texts["day"], Column("", kind=Kind.DATE)).values.dt.strftime("%YM%m"),
            "days": parse_column(days, Column("", kind=Kind.DECIMAL, most=31, unit="days")).values,
            "cause": [_cause(text or "") for text in texts["cause"]],
            "school_days": parse_column(
                texts.get("school_days", none), Column("", kind=Kind.DECIMAL, most=31, unit="days")
            ).values,
        },
        schema_overrides={"cause": pl.String},
    )


def _cause(text: str) -> str | None:
    """Return the column that a cause is counted in, by the headers of these columns."""
    found = meaning(readings(text), all_feeds()["absence"].headers)
    return found if found in _CAUSES else None


def _unreadable(frame: pl.DataFrame) -> list[Problem]:
    """Return the rows that cannot be counted: a pupil's number of days would be too small without them."""
    bad = frame.filter(pl.any_horizontal(pl.col("cpr", "month", "days", "cause").is_null()))["row"].to_list()
    more = [f"{len(bad) - _NAMED} til"] if len(bad) > _NAMED else []
    shown = listed([*map(str, bad[:_NAMED]), *more])
    return [replace(file_problem("events_unreadable", rows=shown), count=len(bad))] if bad else []


def _without_school_days(frame: pl.DataFrame, school_days: Mapping[str, float]) -> list[Problem]:
    lacking = (
        frame.filter(pl.col("school_days").is_null() & pl.col("month").is_not_null())["month"].unique().sort()
    )
    months = [month for month in lacking if month not in school_days]
    return [file_problem("events_lack_school_days", names=listed(months))] if months else []


def _sheet(sheet: Sheet, months: pl.DataFrame, school_days: Mapping[str, float]) -> Sheet:
    """Return the months below our own headers, each in the row of its first event."""
    columns = all_feeds()["absence"].columns
    fields = [name for name in _FIELDS if months[name].null_count() < len(months) or name == "school_days"]
    rows = [[columns[name].title for name in fields], *([] for _ in range(len(sheet.rows) - 1))]
    for month in months.iter_rows(named=True):
        month["school_days"] = month["school_days"] or school_days[month["month"]]
        rows[month["row"] - 1] = [_text(month[name]) for name in fields]
    return replace(sheet, rows=rows, merged=[], unfinished=False)


def _text(value: object) -> str:
    return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value or "")
