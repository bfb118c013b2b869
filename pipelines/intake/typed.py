"""The text of a drop as typed columns, with a finding for every cell that needs a word."""

from __future__ import annotations

import polars as pl

from pipelines.intake.values.columns import parse_column
from pipelines.intake.values.cpr import SHAPE
from pipelines.intake.values.periods import first_day, last_day
from schemas.contract import Feed, Kind

PLACE = ("sheet", "source_row", "source_column")
# One finding: the row's index in the table, the field (null for the whole row), a code, and whether it failed.
FINDING = {"index": pl.UInt32, "field": pl.String, "code": pl.String, "failed": pl.Boolean}
_CPR_IN_TEXT = SHAPE.pattern.replace("(?<!\\d)", "(?:^|[^0-9])").replace("(?!\\d)", "(?:[^0-9]|$)")

# Kinds whose cells are kept as they were written, so that a personal number could hide in them.
_FREE = (Kind.TEXT, Kind.CLASS, Kind.LIST, Kind.NOTE)


def findings_of(
    mask_or_codes: pl.Series, field: str | None, code: str | None = None, failed: pl.Series | bool = True
) -> pl.DataFrame:
    """Findings for the rows where a mask is true, or for the codes of a column of codes (null: none)."""
    codes = mask_or_codes if code is None else pl.Series([None], dtype=pl.String)
    hit = mask_or_codes.is_not_null() if code is None else mask_or_codes.fill_null(False)
    frame = pl.DataFrame({"index": pl.arange(0, len(hit), eager=True, dtype=pl.UInt32), "hit": hit})
    return frame.with_columns(
        pl.lit(field, dtype=pl.String).alias("field"),
        (codes if code is None else pl.lit(code)).alias("code"),
        (pl.lit(failed) if isinstance(failed, bool) else failed).alias("failed"),
    ).filter("hit")[list(FINDING)]


def type_rows(text: pl.DataFrame, feed: Feed) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the typed table (the place columns, then the feed's) and the findings.

    A cell that cannot be read is null in the table.
    """
    typed, found = dict[str, pl.Series](), [findings_of(text["too_wide"], None, "row_too_wide")]
    for name, contract in feed.delivered.items():
        parsed = parse_column(text[name], contract)
        typed[name] = parsed.values
        if contract.words_to:
            typed[contract.words_to] = parsed.words
        found.append(findings_of(parsed.codes, name, failed=parsed.failed))
        if contract.kind in _FREE:
            leak = parsed.values.str.contains(_CPR_IN_TEXT).fill_null(False)
            typed[name] = pl.select(pl.when(~leak).then(parsed.values)).to_series()
            found.append(findings_of(leak, name, "cpr_in_text", failed=False))
    table = text.select(PLACE).with_columns(typed[name].alias(name) for name in feed.columns)
    return table, pl.concat(found)


def covers(feed: Feed) -> tuple[pl.Expr, pl.Expr]:
    """First and last day that a row's period stands for."""
    period, kind = pl.col(feed.period), feed.columns[feed.period].kind
    if kind is Kind.MONTH:
        return period, period.dt.month_end()
    if kind is Kind.SCHOOL_YEAR:
        first = period.str.slice(0, 4).cast(pl.Int32)
        return pl.date(first, 8, 1), pl.date(first + 1, 7, 31)
    if kind is Kind.YEAR:
        return pl.date(period, 1, 1), pl.date(period, 12, 31)
    if kind is Kind.PERIOD:
        days = (period.map_elements(day, return_dtype=pl.Date) for day in (first_day, last_day))
        return next(days), next(days)
    return period, period
