"""Checks across rows of a drop: repeated and contradicting rows, overlapping spells, mistyped personal numbers.

Rows with the same key are found by its hash, 8 bytes a row; only rows that share a hash are compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from pipelines.intake.frames.spill import ChunkBuffer, Hashes, Repeats, among
from pipelines.intake.validation.row_rules import overlapping, typing_errors
from pipelines.intake.validation.typed_rows import UNKNOWN_TEXT
from pipelines.intake.values.cpr_columns import Distinct, numbers_of
from pipelines.intake.values.text_cleaning import PLACE
from schemas.contract import Feed

NONE = pl.Series("index", [], dtype=pl.UInt32)


@dataclass(frozen=True)
class CrossRowResult:
    """Row indexes.

    `repeated` rows only repeat an earlier row; `conflicting` rows have the key of another row with other content;
    `conflict_repeats` repeat a conflicting one. `variants` have the key of an earlier row, but of another text of a
    code in it.
    """

    repeated: pl.Series = field(default_factory=NONE.clone)
    conflicting: pl.Series = field(default_factory=NONE.clone)
    conflict_repeats: pl.Series = field(default_factory=NONE.clone)
    overlapping: pl.Series = field(default_factory=NONE.clone)
    variants: pl.Series = field(default_factory=NONE.clone)


class CrossRowChecks:
    """Collects hashes as rows are added, and then compares those that share one."""

    def __init__(self, feed: Feed) -> None:
        self.feed = feed
        self.persons = Distinct()
        self._repeats = Repeats()

    @property
    def _has_spells(self) -> bool:
        return {"start_date", "cpr"} <= set(self.feed.key) and "end_date" in self.feed.columns

    @property
    def _compared_columns(self) -> list[str]:
        """The columns that two rows must share to be compared."""
        spells = self._has_spells
        return [name for name in self.feed.key if not (spells and name == "start_date")]

    def add(self, table: pl.DataFrame) -> None:
        """Add some rows."""
        if "cpr" in table.columns:
            self.persons.add(numbers_of(table["cpr"]))
        self._repeats.add(self._hashed(table))

    def _hashed(self, table: pl.DataFrame) -> pl.Series:
        return table.select(self._compared_columns).hash_rows(seed=1)

    def compare(self, table: ChunkBuffer, bad: pl.Series) -> CrossRowResult:
        """Compare the rows; `bad` rows are only compared for overlapping spells."""
        parts = [
            self._compare_part(pl.concat(self._sharing(table, repeated_hashes)), bad)
            for repeated_hashes in self._repeats.found()
        ]
        return (
            CrossRowResult(*(pl.concat([NONE, *found]).sort() for found in zip(*parts, strict=True)))
            if parts
            else CrossRowResult()
        )

    def _sharing(self, table: ChunkBuffer, repeated_hashes: Hashes) -> Iterator[pl.DataFrame]:
        columns = ["index", *self.feed.columns, UNKNOWN_TEXT]
        for chunk in (kept.frame for kept in table):
            yield chunk.select(columns).filter(
                pl.Series(among(self._hashed(chunk).to_numpy(), repeated_hashes))
            )

    def _compare_part(self, rows: pl.DataFrame, bad: pl.Series) -> tuple[pl.Series, ...]:
        overlaps = overlapping(rows, self.feed) if self._has_spells else NONE
        good = rows.filter(~pl.col("index").is_in(bad.implode()))
        if self.feed.merged and self.feed.left:
            # Whoever has left one team and not another has not left.
            good = good.sort(self.feed.left, descending=True, nulls_last=False, maintain_order=True)
        compared = [name for name in self.feed.columns if name not in self.feed.merged]
        key = [*self.feed.key, UNKNOWN_TEXT]
        first = good.unique([*compared, UNKNOWN_TEXT], keep="first", maintain_order=True)
        conflict = first.filter(pl.struct(key).is_duplicated())
        repeated = good.join(first, on="index", how="anti")
        # Rows that repeat a conflicting row belong to the conflict.
        conflict_repeats = repeated.join(conflict, on=key, how="semi", nulls_equal=True)
        variants = first.filter(~pl.struct(key).is_duplicated()).filter(
            ~pl.struct(self.feed.key).is_first_distinct()
        )["index"]
        if self._has_spells:
            overlaps = pl.concat([overlaps, variants])
        return repeated["index"], conflict["index"], conflict_repeats["index"], overlaps, variants

    def mistyped(self, table: ChunkBuffer) -> pl.Series:
        """Return the rows whose personal number seems mistyped."""
        wrong = typing_errors(self.persons.numbers)
        if not len(wrong):
            return NONE
        chunks = (kept.frame for kept in table)
        found = (rows["index"].filter(pl.Series(among(numbers_of(rows["cpr"]), wrong))) for rows in chunks)
        return pl.concat([NONE, *found])


def places_of(table: ChunkBuffer, rows: pl.Series) -> Iterator[pl.DataFrame]:
    """Yield the index and place of some rows, by their sorted indexes."""
    for kept in table:
        indexes = kept.within(rows)
        if len(indexes):
            yield kept.frame[indexes - kept.first].select("index", *PLACE)
