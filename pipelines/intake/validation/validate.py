"""Validate the rows of a drop: valid rows are loaded, identical rows collapsed, bad rows quarantined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

import polars as pl

from pipelines.intake.frames.prefetch import prefetch
from pipelines.intake.frames.spill import ChunkBuffer
from pipelines.intake.validation import problem_counts
from pipelines.intake.validation.checked_rows import Checked
from pipelines.intake.validation.contract_problems import contract_problems
from pipelines.intake.validation.cross_row import NONE, CrossRowChecks, CrossRowResult, places_of
from pipelines.intake.validation.problem_counts import ProblemCounts
from pipelines.intake.validation.row_rules import check_rules
from pipelines.intake.validation.typed_rows import PROBLEM_COLUMNS, Typed, type_rows
from pipelines.intake.values.parse_columns import Reader, readers_of
from pipelines.intake.values.text_cleaning import PLACE
from schemas.contract import Feed

_NO_STEPS = pl.DataFrame(schema=PROBLEM_COLUMNS | {"step": pl.Int8})
_NO_PROBLEMS = pl.DataFrame(schema=_NO_STEPS.schema | {"emptied": pl.Boolean})
_NO_ROWS = pl.DataFrame(schema={"index": pl.UInt32, "problems": pl.List(pl.String), "bad": pl.Boolean})
Chunks = Callable[[], Iterable[pl.DataFrame]]


def validate(chunks: Chunks, feed: Feed, received: date, most: int = 1000) -> Checked:
    """Type, check and separate the rows of one drop, chunk by chunk.

    `received` is the day the file was sent; the first `most` problems of each kind are kept.
    """
    readers = readers_of(feed.delivered, feed.scope)
    checked = _checked(chunks(), feed, received, readers, most)
    if any(reader.mistaken for reader in readers.values()):
        # Later chunks show that a column must be parsed otherwise than the first chunk suggested.
        for reader in readers.values():
            reader.choose_parser()
        checked = _checked(chunks(), feed, received, readers, most)
    return checked


def _checked(
    chunks: Iterable[pl.DataFrame], feed: Feed, received: date, readers: Mapping[str, Reader], most: int
) -> Checked:
    rows, failed, found, cross_row = ChunkBuffer(), ChunkBuffer(), ProblemCounts(most), CrossRowChecks(feed)
    lost, unknown_texts = Counter[tuple[str, str]](), dict[str, Counter[str]]()
    for text in prefetch(chunks):
        typed = type_rows(text, feed, readers)
        table, problems = _check_rows(typed, feed, received, rows.rows)
        found.add(_placed(problems, table, rows.rows))
        cross_row.add(table)
        rows.add(table)
        failed.add(_counting(problems))
        for name, count in typed.lost.items() if len(text) else ():
            lost[text["sheet"][0], name] += count
        for name, texts in typed.unknown_texts.items():
            unknown_texts.setdefault(name, Counter()).update(texts)
    bad = pl.concat([NONE, *(kept.frame.filter("bad")["index"] for kept in failed if kept.end > kept.first)])
    compared = cross_row.compare(rows, bad)
    for problem in _cross_row_problems(rows, compared, cross_row):
        found.add(problem)
    return Checked(rows, failed, bad, found, compared, cross_row.persons.numbers, lost, unknown_texts)


def _check_rows(typed: Typed, feed: Feed, received: date, offset: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the table without cells that may be left out, and the problems of single rows."""
    ruled = check_rules(typed.table, feed, received)
    by_age = (
        pl.when(pl.col("code") == "age_implausible").then(problem_counts.AGE).otherwise(problem_counts.RULES)
    )
    found = pl.concat([_in_step(typed.problems, pl.lit(problem_counts.TYPING)), _in_step(ruled, by_age)])
    found = pl.concat(
        [found, _in_step(contract_problems(typed.table, feed, found), pl.lit(problem_counts.CONTRACT))]
    )
    if found.is_empty():
        return typed.table.with_row_index("index", offset), _NO_PROBLEMS
    found = found.with_columns(_emptied(feed).alias("emptied"))
    table = _empty_cells(typed.table, found).with_row_index("index", offset)
    return table, found.with_columns(pl.col("index") + offset)


def _placed(problems: pl.DataFrame, table: pl.DataFrame, offset: int) -> pl.DataFrame:
    return problems.hstack(table[list(PLACE)][problems["index"] - offset])


def _in_step(found: pl.DataFrame, step: pl.Expr) -> pl.DataFrame:
    return found.with_columns(step.cast(pl.Int8).alias("step")) if len(found) else _NO_STEPS


def _emptied(feed: Feed) -> pl.Expr:
    """Say whether a failed cell is left out and its row kept.

    So it is in an optional column whose empty cells say nothing; a value that is not allowed (60 hours or more a week)
    makes the whole row doubtful.
    """
    columns = feed.columns.items()
    optional = [name for name, contract in columns if not (contract.required or contract.empty_counts)]
    return pl.col("failed") & pl.col("field").is_in(optional) & (pl.col("code") != "not_allowed")


def _empty_cells(table: pl.DataFrame, problems: pl.DataFrame) -> pl.DataFrame:
    rows = pl.arange(0, len(table), eager=True, dtype=pl.UInt32)
    for name in problems.filter("emptied")["field"].unique():
        emptied_rows = problems.filter(pl.col("emptied") & (pl.col("field") == name))["index"]
        table = table.with_columns(
            pl.when(~rows.is_in(emptied_rows.implode())).then(pl.col(name)).alias(name)
        )
    return table


def _counting(problems: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with failed codes, and whether those make the row bad."""
    if problems.is_empty():
        return _NO_ROWS
    left_out = pl.col("emptied").fill_null(False)
    by_row = problems.filter("failed").group_by("index", maintain_order=True)
    return by_row.agg(pl.col("code").sort().alias("problems"), (~left_out).any().alias("bad"))


def _cross_row_problems(
    rows: ChunkBuffer, compared: CrossRowResult, cross_row: CrossRowChecks
) -> Iterator[pl.DataFrame]:
    """Yield the problems that compare rows."""
    kinds = (
        (cross_row.mistyped(rows), "cpr", "cpr_check_digit", False, problem_counts.CHECK_DIGIT),
        (compared.overlapping, None, "spells_overlap", False, problem_counts.OVERLAP),
        (compared.repeated, None, "duplicate_row", False, problem_counts.REPEATED),
        (compared.conflicting, None, "key_conflict", True, problem_counts.CONFLICT),
    )
    for indexes, name, code, failed, step in kinds:
        for places in places_of(rows, indexes):
            yield places.with_columns(
                pl.lit(name, pl.String).alias("field"),
                pl.lit(code).alias("code"),
                pl.lit(failed).alias("failed"),
                pl.lit(False).alias("emptied"),
                pl.lit(step, pl.Int8).alias("step"),
            )


def unknown_share(checked: Checked, feed: Feed) -> dict[str, float]:
    """Return the share of rows with an unknown code, for each required column that has any."""
    counted = {name: checked.problem_counts.counts["unknown_code", name, False] for name in feed.columns}
    return {n: count / checked.rows.rows for n, count in counted.items() if count and n in feed.required}
