"""The archive: a drop is a folder that appears by one rename, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import polars as pl
import pyarrow as pa
from pyarrow import parquet

from pipelines.atomic_io import new_folder, write_json
from pipelines.intake.archive.manifest import HELD, MANIFEST, ORIGINAL, QUARANTINE, ROWS, Manifest
from pipelines.intake.frames.prefetch import prefetch
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.identity.pseudonyms import PERSON, Pseudonyms
from pipelines.intake.validation.result import Checked
from pipelines.intake.validation.typed_rows import days_covered
from pipelines.intake.values.column_kinds import DTYPES
from pipelines.settings import Settings
from schemas.contract import Feed, Kind

# A row group's different texts, pseudonyms among them, are listed once in front of it.
_DICTIONARY_BYTES = 64_000_000
# Whence a row came, and the days that its period column covers; then the feed's own columns.
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


def row_schema(feed: Feed) -> dict[str, type[pl.DataType] | pl.DataType]:
    """Columns and types of a feed's `rows.parquet`."""
    own: dict[str, type[pl.DataType] | pl.DataType] = {}
    for name, contract in feed.columns.items():
        own |= PERSON if contract.kind is Kind.CPR else {name: DTYPES[contract.kind]}
    return dict(_ORIGIN) | own


def store_drop(
    settings: Settings,
    manifest: Manifest,
    feed: Feed | None,
    checked: Checked | None,
    seal: Callable[[Path], None] | None,
    keys: Keys,
) -> None:
    """Put a drop in the archive. `seal` writes the original, encrypted; None where it is there already, or may not be
    kept."""
    with _drop_folder(settings, manifest.folder) as folder:
        if feed and checked:
            stored = DropWriter(feed, manifest, Pseudonyms(checked.persons, keys, manifest.partner))
            if manifest.accepted or manifest.verdict == "held":
                stored.write(checked.loaded_chunks(), folder / (ROWS if manifest.accepted else HELD))
            # The rows set aside, as far as they could be read, with their codes. The sealed original has the rest.
            stored.write(checked.quarantined_chunks(), folder / QUARANTINE)
        if seal:
            seal(folder / ORIGINAL)
        write_json(folder / MANIFEST, manifest.as_json())


@dataclass(frozen=True)
class DropWriter:
    """Typed rows as they are stored: pseudonymous, and each with its origin."""

    feed: Feed
    manifest: Manifest
    pseudonyms: Pseudonyms

    def write(self, pieces: Iterable[pl.DataFrame], path: Path) -> None:
        """Write rows piece by piece."""
        tables = prefetch(self._table(piece) for piece in pieces)
        first = next(tables)
        with parquet.ParquetWriter(path, first.schema, **_packing(first.column_names)) as file:
            for table in chain([first], (table for table in tables if table.num_rows)):
                file.write_table(table)

    def _table(self, piece: pl.DataFrame) -> pa.Table:
        days = days_covered(piece, self.feed)
        typed = piece.join(days, on=self.feed.period, how="left", nulls_equal=True, maintain_order="left")
        columns = self._origin(len(piece)) | (
            self.pseudonyms.of(typed["cpr"]) if "cpr" in typed.columns else {}
        )
        wanted = row_schema(self.feed) | (
            {"problems": pl.List(pl.String)} if "problems" in piece.columns else {}
        )
        return pa.table(
            {name: columns.get(name, _packed(typed, name, dtype)) for name, dtype in wanted.items()}
        )

    def _origin(self, rows: int) -> dict[str, pa.Array]:
        """What is the same in every row."""
        same = {
            "receipt_id": pl.Series([self.manifest.receipt_id]),
            "partner": pl.Series([self.manifest.partner]),
            "sequence": pl.Series([self.manifest.sequence], dtype=pl.Int64),
            "received_at": pl.Series([self.manifest.received_at], dtype=pl.Datetime("us")),
        }
        every = pl.zeros(rows, dtype=pl.Int32, eager=True).to_arrow()
        return {name: pa.DictionaryArray.from_arrays(every, one.to_arrow()) for name, one in same.items()}


def _packing(columns: list[str]) -> dict[str, object]:
    """How the file is packed. Without the schema of the program that wrote it, a column is read as what it holds, and
    not as how it was handed over."""
    return {
        "compression": "zstd",
        "store_schema": False,
        # Nobody asks for a part of a drop, and to find the least and most of each column is a quarter of writing it.
        "write_statistics": False,
        "dictionary_pagesize_limit": _DICTIONARY_BYTES,
        # Row numbers are all different: no list of them, but their differences.
        "use_dictionary": [name for name in columns if name != "source_row"],
        "column_encoding": {"source_row": "DELTA_BINARY_PACKED"},
    }


def _packed(typed: pl.DataFrame, name: str, dtype: type[pl.DataType] | pl.DataType) -> pa.Array | None:
    """A column as the writer takes it with least trouble: a text that many rows share is written once."""
    if name not in typed.columns:
        return None
    column = typed[name].cast(dtype)
    return (column.cast(pl.Categorical(pl.Categories.random())) if dtype == pl.String else column).to_arrow()


def _drop_folder(settings: Settings, name: str) -> AbstractContextManager[Path]:
    """A folder to fill that gets its name in the archive by one rename."""
    target = settings.raw / name
    return new_folder(target, settings.raw / ".incoming" / target.name)


def empty_rows(feed: Feed) -> pl.DataFrame:
    """No rows, in the right columns: what is read of a feed that nobody has delivered yet."""
    return pl.DataFrame(schema=row_schema(feed))
