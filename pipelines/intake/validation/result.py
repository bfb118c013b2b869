"""A drop's rows after validation: which are loaded, which are set aside and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from pipelines.intake.frames.spill import ChunkBuffer
from pipelines.intake.validation.cross_row import NONE, CrossRowResult
from pipelines.intake.validation.finding_counts import ProblemCounts
from pipelines.intake.values.cpr_columns import Numbers


@dataclass(frozen=True)
class Checked:
    """Typed rows with their place columns and `index`, piece by piece.

    `failed` has, piece for piece, the rows with codes that count against them: `index`, `problems`, and whether they
    make the row bad; `bad` are the indexes of those. `persons` are the different personal numbers. `without` rows
    are left out as if they had never come; `renamed` replaces personal numbers.
    """

    rows: ChunkBuffer
    failed: ChunkBuffer
    bad: pl.Series
    tally: ProblemCounts
    together: CrossRowResult
    persons: Numbers
    lost: Mapping[tuple[str, str], int]
    without: pl.Series = field(default_factory=NONE.clone)
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def collapsed(self) -> int:
        """How many rows only repeated an earlier one."""
        return len(self.together.repeated) - len(self.together.quarrelling)

    @property
    def count(self) -> int:
        """How many rows met their contract, and no other row contradicts."""
        aside = len(self.together.repeated) + len(self.together.conflicting)
        return self.rows.rows - len(self.bad) - aside

    @property
    def findings(self) -> pl.DataFrame:
        """The first findings of each kind, row by row."""
        return self.tally.findings

    def loaded_chunks(self, columns: Iterable[str] | None = None) -> Iterator[pl.DataFrame]:
        """The rows that count, with all columns or with some."""
        wanted = None if columns is None else list(dict.fromkeys(["index", *columns]))
        away = [self.bad, self.together.repeated, self.together.conflicting, self.without]
        aside = pl.concat(away).unique().sort()
        for kept in self.rows:
            rows, gone = kept.select(wanted), kept.within(aside)
            left = rows if gone.is_empty() else rows.filter(~pl.col("index").is_in(gone.implode()))
            yield left.with_columns(pl.col("^cpr$").replace(self.renamed)) if self.renamed else left

    def quarantined_chunks(self) -> Iterator[pl.DataFrame]:
        """The rows set aside, with `problems`, the sorted codes that count against each. There is always one piece, be
        it without a row."""
        conflicting = self.together.conflicting
        moved = pl.concat([self.bad, conflicting, self.together.quarrelling])
        aside = moved.filter(~moved.is_in(self.without.implode())).sort()
        for number, (kept, failed) in enumerate(zip(self.rows, self.failed, strict=True)):
            mine = kept.within(aside)
            if mine.is_empty() and number:
                continue
            table = kept.frame[mine - kept.first]
            with_codes = table.join(failed.frame.drop("bad"), on="index", how="left", maintain_order="left")
            quarrel = pl.col("index").is_in(kept.within(conflicting).implode())
            codes = pl.col("problems").fill_null([]).list.concat(pl.lit(["key_conflict"])).list.sort()
            yield with_codes.with_columns(problems=pl.when(quarrel).then(codes).otherwise("problems"))

    @property
    def table(self) -> pl.DataFrame:
        """Every row at once: for files that are small enough to have been read cell by cell."""
        return pl.concat([kept.frame for kept in self.rows])

    @property
    def loaded(self) -> pl.DataFrame:
        """All rows that count, at once."""
        return pl.concat(list(self.loaded_chunks()))

    @property
    def quarantined(self) -> pl.DataFrame:
        """All rows set aside, at once."""
        return pl.concat(list(self.quarantined_chunks())).drop("problems")

    def leaving_out(self, rows: pl.Series) -> Checked:
        """The same without some rows."""
        return replace(self, without=pl.concat([self.without, rows]))
