"""Convert the text of a drop to typed columns, with the problems of its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from pipelines.intake.values.cpr import SHAPE
from pipelines.intake.values.parse_columns import Reader
from pipelines.intake.values.periods import first_day, last_day
from pipelines.intake.values.text_cleaning import PLACE
from pipelines.intake.values.whole_columns import repeated
from schemas.code_lists import code_list
from schemas.contract import Feed
from schemas.contract_column import Column
from schemas.folding import fold
from schemas.kinds import Kind

# Unknown codes are all the same code, and so are the trades of EUD; in a key they are told apart by the hash of the
# text that came.
UNKNOWN_TEXT = "unknown_text"
# One problem: the row's index in the table, the field (null for the whole row), a code, and whether it failed.
PROBLEM_COLUMNS = {"index": pl.UInt32, "field": pl.String, "code": pl.String, "failed": pl.Boolean}
NO_PROBLEMS = pl.DataFrame(schema=PROBLEM_COLUMNS)
_CPR_IN_TEXT = SHAPE.pattern.replace("(?<!\\d)", "(?:^|[^0-9])").replace("(?!\\d)", "(?:[^0-9]|$)")

# Kinds whose cells are kept as text, so that they may contain a personal number.
_FREE = (Kind.TEXT, Kind.CLASS, Kind.LIST, Kind.NOTE)


def cell_problem_table(
    mask_or_codes: pl.Series, field: str | None, code: str | None = None, failed: pl.Series | bool = True
) -> pl.DataFrame:
    """Return the problems of rows where a mask is true, or of a column of codes (null: none)."""
    none = mask_or_codes.null_count() == len(mask_or_codes) if code is None else not mask_or_codes.any()
    if none:
        return NO_PROBLEMS
    hit = mask_or_codes.is_not_null() if code is None else mask_or_codes.fill_null(False)
    index = hit.arg_true()
    return pl.DataFrame(
        {
            "index": index,
            "field": repeated(field, len(index), pl.String),
            "code": mask_or_codes[index] if code is None else repeated(code, len(index), pl.String),
            "failed": repeated(failed, len(index), pl.Boolean) if isinstance(failed, bool) else failed[index],
        },
        schema=PROBLEM_COLUMNS,
    )


def joined(found: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return all of some tables of problems in one."""
    filled = [table for table in found if len(table)]
    return pl.concat(filled) if filled else NO_PROBLEMS


@dataclass
class Typed:
    """One chunk of a drop.

    The typed table (the place columns, then the feed's; a cell that cannot be parsed is null), the problems, the number
    of cells with lost letters in each column, and the rows of each text that is no known code, by column.
    """

    table: pl.DataFrame
    problems: pl.DataFrame
    lost: dict[str, int]
    unknown_texts: dict[str, dict[str, int]]


def type_rows(text: pl.DataFrame, feed: Feed, readers: Mapping[str, Reader]) -> Typed:
    """Type one chunk of a drop."""
    unknown = _beside(text)
    typed, found = dict[str, pl.Series](), [cell_problem_table(text["shape"], None)]
    lost, unknown_texts = {}, {}
    for name, reader in readers.items():
        reader.note(text[name])
    for name, reader in readers.items():
        parsed, contract = reader.parse(text[name]), reader.contract
        typed[name], lost[name] = parsed.values, parsed.lost
        if contract.words_to:
            typed[contract.words_to] = parsed.words
        found.append(cell_problem_table(parsed.codes, name, failed=parsed.failed))
        if contract.kind is Kind.CODE and (is_unknown := parsed.codes == "unknown_code").any():
            unknown_texts[name] = dict(text[name].filter(is_unknown).value_counts().iter_rows())
        if contract.kind is Kind.CODE and name in feed.key:
            unknown = _told_apart(unknown, text[name], parsed.codes == "unknown_code", contract)
        if contract.kind in _FREE:
            leak = parsed.values.str.contains(_CPR_IN_TEXT)
            if leak.any():
                typed[name] = pl.select(pl.when(~leak).then(parsed.values)).to_series()
                found.append(cell_problem_table(leak, name, "cpr_in_text", failed=False))
    columns = [*(typed[name].alias(name) for name in feed.columns), unknown.alias(UNKNOWN_TEXT)]
    return Typed(text[list(PLACE)].hstack(columns), joined(found), lost, unknown_texts)


def _beside(text: pl.DataFrame) -> pl.Series:
    """Return the hashes of the texts beside the codes of the key; null where there are none."""
    none = repeated(None, len(text), pl.UInt64)
    if "beside" not in text.columns:
        return none
    return _with_hashes(none, text["beside"], text["beside"].is_not_null())


def _told_apart(hashes: pl.Series, texts: pl.Series, is_unknown: pl.Series, contract: Column) -> pl.Series:
    """Combine the hashes with those of the texts of one more column that are unknown, or narrower than their code."""
    codes = code_list(contract.code_list or "")
    narrower = [text for text in texts.unique() if text is not None and codes.is_narrower(text)]
    if not narrower and not is_unknown.any():
        return hashes
    apart = (is_unknown.fill_null(False)) | texts.is_in(narrower).fill_null(False)
    return _with_hashes(hashes, texts, apart)


def _with_hashes(hashes: pl.Series, texts: pl.Series, apart: pl.Series) -> pl.Series:
    distinct = texts.filter(apart).unique()
    folded = texts.replace_strict(distinct, [fold(text) for text in distinct], default=None)
    more = folded.hash(seed=2) ^ hashes.fill_null(0)
    return pl.select(pl.when(apart).then(more).otherwise(hashes)).to_series()


def days_covered(rows: pl.DataFrame, feed: Feed) -> pl.DataFrame:
    """Return the distinct periods of some rows with the first and last day of each: `covers_from`, `covers_to`.

    Calculated once per distinct period, of which there are few.
    """
    covers_from, covers_to = covers(feed)
    periods = rows.select(pl.col(feed.period).unique())
    return periods.with_columns(covers_from=covers_from, covers_to=covers_to)


def span(rows: pl.DataFrame, feed: Feed) -> tuple[date | None, date | None]:
    """Return the first and last day that the periods of some rows cover; None where there is none."""
    ends = days_covered(rows, feed).select(pl.col("covers_from").min(), pl.col("covers_to").max())
    first, last = ends.row(0)
    return first, last


def covers(feed: Feed) -> tuple[pl.Expr, pl.Expr]:
    """Return expressions for the first and last day that a row's period covers."""
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
