"""Write typed rows as the archive stores them: pseudonymised, each with its origin, as Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import polars as pl
import pyarrow as pa
from pyarrow import parquet

from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.frames.prefetch import prefetch
from pipelines.intake.identity.pseudonyms import PERSON, Pseudonyms
from pipelines.intake.validation.typed_rows import days_covered
from pipelines.intake.values.column_kinds import DTYPES
from pipelines.intake.values.whole_columns import repeated
from schemas.contract import Feed
from schemas.kinds import Kind

# The distinct texts of a row group, pseudonyms among them, fit in its dictionary page.
_DICTIONARY_BYTES = 64_000_000
# Where a row came from, and the days that its period column covers. The feed's own columns follow.
_ORIGIN: Mapping[str, type[pl.DataType] | pl.DataType] = {
    "receipt_id": pl.String,
    "partner": pl.String,
    "sequence": pl.Int64,
    "received_at": pl.Datetime("us"),
    "sheet": pl.String,
    "source_row": pl.Int64,
    "source_column": pl.String,
    "covers_from": pl.Date,
    "covers_to": pl.Date,
}
# Where a row has the key of an earlier one and the sender's text of a code tells them apart (two trades of EUD): its
# number in the drop. The text itself is not stored.
VARIANT = "variant"


def row_schema(feed: Feed) -> dict[str, type[pl.DataType] | pl.DataType]:
    """Return the columns and types of a feed's `rows.parquet`."""
    own: dict[str, type[pl.DataType] | pl.DataType] = {}
    for name, contract in feed.columns.items():
        own |= PERSON if contract.kind is Kind.CPR else {name: DTYPES[contract.kind]}
    return dict(_ORIGIN) | ({VARIANT: pl.Int64} if feed.has_variants else {}) | own


@dataclass(frozen=True)
class DropWriter:
    """Write typed rows as they are stored: pseudonymised, each with its origin. `variants` are indexes of rows."""

    feed: Feed
    manifest: Manifest
    pseudonyms: Pseudonyms
    variants: pl.Series

    def write(self, chunks: Iterable[pl.DataFrame], path: Path) -> None:
        """Write rows chunk by chunk to a Parquet file."""
        tables = prefetch(self._table(chunk) for chunk in chunks)
        first = next(tables)
        with parquet.ParquetWriter(path, first.schema, **_writer_options(first.column_names)) as file:
            for table in chain([first], (table for table in tables if table.num_rows)):
                file.write_table(table)

    def _table(self, chunk: pl.DataFrame) -> pa.Table:
        days = days_covered(chunk, self.feed)
        typed = chunk.join(days, on=self.feed.period, how="left", nulls_equal=True, maintain_order="left")
        typed = typed.with_columns(self._variant_numbers(typed["index"]).alias(VARIANT))
        columns = self._origin(len(chunk)) | (
            self.pseudonyms.of(typed["cpr"]) if "cpr" in typed.columns else {}
        )
        wanted = row_schema(self.feed) | (
            {"problems": pl.List(pl.String)} if "problems" in chunk.columns else {}
        )
        return pa.table(
            {
                name: columns[name] if name in columns else _arrow_column(typed[name], dtype)
                for name, dtype in wanted.items()
            }
        )

    def _variant_numbers(self, indexes: pl.Series) -> pl.Series:
        if self.variants.is_empty():
            return repeated(None, len(indexes), pl.UInt32)
        is_variant = indexes.is_in(self.variants.implode())
        return pl.select(pl.when(is_variant).then(indexes)).to_series()

    def _origin(self, rows: int) -> dict[str, pa.Array]:
        """Return the columns whose value is the same in every row."""
        same = {
            "receipt_id": pl.Series([self.manifest.receipt_id]),
            "partner": pl.Series([self.manifest.partner]),
            "sequence": pl.Series([self.manifest.sequence], dtype=pl.Int64),
            "received_at": pl.Series([self.manifest.received_at], dtype=pl.Datetime("us")),
        }
        return {name: _same(one, rows) for name, one in same.items()}


def _writer_options(columns: list[str]) -> dict[str, object]:
    """Return the options of the Parquet writer.

    Without the stored Arrow schema, a reader derives each column's type from the file rather than from what was
    written.
    """
    return {
        "compression": "zstd",
        "store_schema": False,
        # No reader filters inside a drop, and statistics take a quarter of the writing time.
        "write_statistics": False,
        "dictionary_pagesize_limit": _DICTIONARY_BYTES,
        # Row numbers are all different: deltas instead of a dictionary.
        "use_dictionary": [name for name in columns if name != "source_row"],
        "column_encoding": {"source_row": "DELTA_BINARY_PACKED"},
    }


def _arrow_column(column: pl.Series, dtype: type[pl.DataType] | pl.DataType) -> pa.Array:
    """Return a column in Arrow's form, texts as a dictionary."""
    column = column.cast(dtype)
    if dtype != pl.String:
        return column.to_arrow()
    # One text in all rows, as that of a sheet's name, is compared sooner than it is looked up.
    if len(column) and not column.null_count() and (column == column[0]).all():
        return _same(column.head(1), len(column))
    return column.cast(pl.Categorical(pl.Categories.random())).to_arrow()


def _same(one: pl.Series, rows: int) -> pa.Array:
    """Return a column with the one value of a series in so many rows. The indexes have the type that Polars gives them,
    since the tables of one file have the same types."""
    return pa.DictionaryArray.from_arrays(repeated(0, rows, pl.UInt32).to_arrow(), one.to_arrow())


def empty_rows(feed: Feed) -> pl.DataFrame:
    """Return a frame without rows, with the stored columns of a feed; stands for a feed without drops."""
    return pl.DataFrame(schema=row_schema(feed))
