"""The rows of a drop after validation: which are loaded, which are quarantined and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import polars as pl

from pipelines.intake.frames.spill import ChunkBuffer
from pipelines.intake.validation.cross_row import NONE, CrossRowResult
from pipelines.intake.validation.problem_counts import ProblemCounts
from pipelines.intake.values.cpr_columns import Numbers


@dataclass(frozen=True)
class Checked:
    """Typed rows with their place columns and `index`, in chunks.

    `failed` has, chunk for chunk, the rows with failed codes: `index`, `problems`, and whether they make the row
    bad; `bad` are the indexes of those. `stray` rows are quarantined beside them. `unknown_texts`: the rows of
    each text that is no known code, by column. `persons` are the distinct personal
    numbers. `without` rows are left out as if they had never been sent; `renamed` replaces personal numbers
    and `respelled` texts, by column.
    """

    rows: ChunkBuffer
    failed: ChunkBuffer
    bad: pl.Series
    problem_counts: ProblemCounts
    cross_row: CrossRowResult
    persons: Numbers
    lost: Mapping[tuple[str, str], int]
    unknown_texts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    without: pl.Series = field(default_factory=NONE.clone)
    renamed: Mapping[str, str] = field(default_factory=dict)
    stray: pl.Series = field(default_factory=NONE.clone)
    respelled: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def collapsed(self) -> int:
        """The number of rows that only repeat an earlier one."""
        return len(self.cross_row.repeated) - len(self.cross_row.conflict_repeats)

    @property
    def count(self) -> int:
        """The number of rows that meet their contract, that no other row contradicts, and that are not left out."""
        excluded = len(self.without) + len(self.cross_row.repeated) + len(self.cross_row.conflicting)
        return self.rows.rows - len(self.bad) - len(self.stray) - excluded

    @property
    def cell_problems(self) -> pl.DataFrame:
        """The first problems of each kind, row by row."""
        return self.problem_counts.problems

    def loaded_chunks(self, columns: Iterable[str] | None = None) -> Iterator[pl.DataFrame]:
        """Yield the loaded rows, with all columns or some."""
        wanted = None if columns is None else list(dict.fromkeys(["index", *columns]))
        for kept in self.rows:
            rows, excluded_here = kept.select(wanted), kept.within(self._excluded)
            loaded = (
                rows
                if excluded_here.is_empty()
                else rows.filter(~pl.col("index").is_in(excluded_here.implode()))
            )
            replaced = [
                pl.col(name).replace(texts)
                for name, texts in {"cpr": self.renamed, **self.respelled}.items()
                if texts and name in loaded.columns
            ]
            yield loaded.with_columns(replaced) if replaced else loaded

    @cached_property
    def _excluded(self) -> pl.Series:
        """The sorted indexes of the rows that are not loaded."""
        compared = self.cross_row
        parts = [self.bad, compared.repeated, compared.conflicting, self.stray, self.without]
        return pl.concat(parts).unique().sort()

    def quarantined_chunks(self) -> Iterator[pl.DataFrame]:
        """Yield the quarantined rows with `problems`, the sorted codes of each.

        There is at least one chunk, which may be empty.
        """
        conflicting = self.cross_row.conflicting
        quarantined_rows = pl.concat([self.bad, conflicting, self.cross_row.conflict_repeats, self.stray])
        excluded = quarantined_rows.filter(~quarantined_rows.is_in(self.without.implode())).sort()
        for number, (kept, failed) in enumerate(zip(self.rows, self.failed, strict=True)):
            indexes = kept.within(excluded)
            if indexes.is_empty() and number:
                continue
            table = kept.frame[indexes - kept.first]
            if indexes.is_empty():
                yield table.with_columns(pl.lit([], pl.List(pl.String)).alias("problems"))
                continue
            with_codes = table.join(failed.frame.drop("bad"), on="index", how="left", maintain_order="left")
            for rows, code in ((conflicting, "key_conflict"), (self.stray, "stray_scope")):
                is_one = pl.col("index").is_in(kept.within(rows.sort()).implode())
                codes = pl.col("problems").fill_null([]).list.concat(pl.lit([code])).list.sort()
                with_codes = with_codes.with_columns(
                    problems=pl.when(is_one).then(codes).otherwise("problems")
                )
            yield with_codes

    @property
    def table(self) -> pl.DataFrame:
        """All rows in one table: for files small enough to be read cell by cell."""
        return pl.concat([kept.frame for kept in self.rows])

    @property
    def loaded(self) -> pl.DataFrame:
        """All loaded rows in one table."""
        return pl.concat(list(self.loaded_chunks()))

    @property
    def quarantined(self) -> pl.DataFrame:
        """All quarantined rows in one table."""
        return pl.concat(list(self.quarantined_chunks())).drop("problems")

    def leaving_out(self, rows: pl.Series) -> Checked:
        """Return the result without some rows."""
        return replace(self, without=pl.concat([self.without, rows]))
