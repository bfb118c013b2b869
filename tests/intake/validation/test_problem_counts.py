"""Problems are counted by kind, and the first of each kind are kept."""

from __future__ import annotations

import polars as pl

from pipelines.intake.validation.problem_counts import CONTRACT, RULES, TYPING, ProblemCounts

SCHEMA = {
    "index": pl.UInt32,
    "field": pl.String,
    "code": pl.String,
    "failed": pl.Boolean,
    "sheet": pl.String,
    "source_row": pl.Int64,
    "source_column": pl.String,
    "emptied": pl.Boolean,
    "step": pl.Int8,
}


def found(*problems: tuple[int, str, str, int], failed: bool = True, emptied: bool = False) -> pl.DataFrame:
    """Problems as (index, field, code, step); a row's number in its sheet is its index + 2."""
    rows = [(at, name, code, failed, "Ark1", at + 2, "", emptied, step) for at, name, code, step in problems]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def kept(counts: ProblemCounts) -> list[tuple[int, str]]:
    return list(counts.problems.select("index", "code").iter_rows())


def test_the_first_of_each_kind_are_kept_and_all_are_counted() -> None:
    counts = ProblemCounts(2)
    counts.add(found((0, "cpr", "missing", TYPING), (1, "cpr", "missing", TYPING)))
    counts.add(found((2, "cpr", "missing", TYPING), (3, "area", "missing", TYPING)))
    assert kept(counts) == [(0, "missing"), (1, "missing"), (3, "missing")]
    assert dict(counts.counts) == {("missing", "cpr", False): 3, ("missing", "area", False): 1}


def test_those_of_the_first_rows_are_kept_also_where_they_are_found_last() -> None:
    """Comparing rows comes after every chunk has been read."""
    counts = ProblemCounts(1)
    counts.add(found((7, "cpr", "cpr_check_digit", TYPING)))
    counts.add(found((4, "cpr", "cpr_check_digit", TYPING)))
    assert kept(counts) == [(4, "cpr_check_digit")]


def test_a_cell_that_was_left_out_is_a_kind_of_its_own() -> None:
    counts = ProblemCounts(1)
    counts.add(found((0, "area", "unknown_code", TYPING)))
    counts.add(found((1, "area", "unknown_code", TYPING), emptied=True))
    assert kept(counts) == [(0, "unknown_code"), (1, "unknown_code")]


def test_the_problems_of_a_row_are_in_the_order_of_the_steps() -> None:
    counts = ProblemCounts(9)
    counts.add(found((1, "b", "late", CONTRACT), (1, "a", "rule", RULES), (0, "c", "late", CONTRACT)))
    counts.add(found((1, "z", "typed", TYPING)))
    assert kept(counts) == [(0, "late"), (1, "typed"), (1, "rule"), (1, "late")]


def test_the_first_row_that_could_not_be_read_is_remembered_by_sheet_and_field() -> None:
    counts = ProblemCounts(1)
    counts.add(found((3, "cpr", "cpr_invalid", TYPING), (2, "cpr", "missing", TYPING)))
    counts.add(found((9, "cpr", "missing", TYPING)))
    counts.add(found((0, "area", "missing_blank", TYPING), failed=False))
    assert counts.first_unread("Ark1", "cpr") == 4
    assert counts.first_unread("Ark1", "area") is None
    assert counts.first_unread("Ark2", "cpr") is None


def test_without_problems_there_is_a_table_of_none() -> None:
    counts = ProblemCounts(1)
    counts.add(found())
    assert counts.problems.is_empty()
    assert {"index", "code", "field", "sheet", "source_row"} <= set(counts.problems.columns)
