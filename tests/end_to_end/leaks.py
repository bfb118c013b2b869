"""Search every byte of a folder for personal data, including compressed and database contents."""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from pipelines.demo.sent_files import SentFile

# Nine or ten digits bounded by non-digits, or written as the two groups of a CPR number.
_NUMBER = re.compile(rb"(?<!\d)(?:\d{9,10}|\d{5,6}[- ]\d{4})(?!\d)")
_SQLITE = b"SQLite format 3\0"


class Wanted:
    """Personal data that must not be found: CPR numbers in every written form, and texts as they were sent."""

    def __init__(self, cprs: Iterable[str], texts: Iterable[str]) -> None:
        self.numbers = {form.encode() for cpr in cprs for form in (cpr, cpr.lstrip("0"))}
        self.texts = re.compile("|".join(re.escape(text) for text in sorted(set(texts))).encode())

    def found_in(self, data: bytes) -> set[bytes]:
        """Search terms that occur in the bytes, in a one-byte or a two-byte encoding."""
        return self._plain(data) | (self._plain(data.replace(b"\0", b"")) if b"\0" in data else set())

    def _plain(self, data: bytes) -> set[bytes]:
        numbers = {re.sub(rb"[- ]", b"", match.group()) for match in _NUMBER.finditer(data)}
        return (numbers & self.numbers) | set(self.texts.findall(data))


def persons_in(sent: Iterable[SentFile]) -> tuple[set[str], set[str]]:
    """The CPR numbers in invented files, and the names and addresses. The name of an initiative is not confidential."""
    rows = [row for sent_file in sent if sent_file.feed != "initiatives" for row in sent_file.rows]
    cprs = {cpr for row in rows if (cpr := str(row.get("cpr"))).isdigit() and len(cpr) == 10}
    return cprs, {str(row[column]) for row in rows for column in ("name", "address") if column in row}


def leaks_in(folder: Path, wanted: Wanted, spared: Iterable[Path] = ()) -> dict[str, set[bytes]]:
    """Files below a folder whose contents or name hold personal data; `spared` folders are skipped."""
    spared = tuple(spared)
    found: dict[str, set[bytes]] = {}
    for path in sorted(folder.rglob("*")):
        if not any(path.is_relative_to(place) for place in spared) and path.suffix != ".age":
            name = path.name.encode()
            parts = [name, *(_contents(path) if path.is_file() and not path.is_symlink() else ())]
            if leaked := set().union(*(wanted.found_in(part) for part in parts)):
                found[str(path.relative_to(folder))] = leaked
    return found


def _contents(path: Path) -> Iterator[bytes]:
    """A file's bytes, followed by its decoded contents by file type."""
    data = path.read_bytes()
    yield data
    if path.suffix == ".parquet" and data.startswith(b"PAR1"):
        yield _as_text(pq.read_table(path).to_pylist())
    elif data.startswith(_SQLITE):
        yield from _sqlite(path)
    elif data[8:12] == b"DUCK":
        yield from _duckdb(path)


def _as_text(rows: Iterable[Any]) -> bytes:
    return "\n".join(str(row) for row in rows).encode()


def _sqlite(path: Path) -> Iterator[bytes]:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        tables = database.execute("select name from sqlite_master where type = 'table'").fetchall()
        for (table,) in tables:
            for row in database.execute(f'select * from "{table}"'):  # noqa: S608 - names of our own
                yield _as_text(row)
                yield from (
                    unpacked for cell in row if isinstance(cell, bytes) for unpacked in _unpacked(cell)
                )


def _unpacked(cell: bytes) -> Iterator[bytes]:
    """Decompress a snapshot that Dagster stores compressed."""
    try:
        yield zlib.decompress(cell)
    except zlib.error:
        return


def _duckdb(path: Path) -> Iterator[bytes]:
    with duckdb.connect(str(path), read_only=True) as database:
        tables = database.execute("select schema_name, table_name from duckdb_tables()").fetchall()
        for schema, table in tables:
            yield _as_text(database.execute(f'select * from "{schema}"."{table}"').fetchall())  # noqa: S608 - names of our own
