"""Subprocess that runs one SQL query within limits of time and memory.

It reads JSON from standard input, and writes a line of JSON followed, on success, by an Arrow stream.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

import duckdb
import pyarrow as pa

from pipelines.pages.marts_connection import open_marts

_BATCH = 1000
_READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
# Address space in bytes that Python, Arrow and DuckDB take before a query runs, with a margin.
_OVERHEAD = 3_000_000_000
# The largest result in bytes; the limit of rows does not bound long texts.
_MOST_BYTES = 50_000_000
_ONE_SELECT = "Skriv ét spørgsmål, der begynder med select, from, with, describe eller summarize."


def main() -> None:
    """Read a request, run the query, write the result. The process is killed by SIGALRM when its time is up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    request = json.load(sys.stdin.buffer)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (request["bytes"] + _OVERHEAD, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_REAL, request["seconds"])
    respond(request, sys.stdout.buffer)


def respond(request: Mapping[str, Any], out: BinaryIO) -> None:
    """Run the query of a request, and write the result or why there is none."""
    try:
        table, cut = _answer(Path(request["path"]), request["query"], request["bytes"], request["rows"])
    except (duckdb.OutOfMemoryException, MemoryError, RecursionError, pa.ArrowMemoryError):
        _write(out, {"heavy": True})
    except duckdb.Error as problem:
        _write(out, {"problem": str(problem).strip()})
    else:
        _write(out, {"cut": cut})
        with pa.ipc.new_stream(out, table.schema) as stream:
            stream.write_table(table)


def _answer(path: Path, query: str, most_bytes: int, rows: int) -> tuple[pa.Table, bool]:
    """Return at most `rows` rows, and whether there were more."""
    with open_marts(path, most_bytes) as marts:
        statements = marts.extract_statements(query)
        if len(statements) != 1 or statements[0].type not in _READING:
            raise duckdb.InvalidInputException(_ONE_SELECT)
        reader = marts.execute(statements[0]).to_arrow_reader(_BATCH)
        assert reader is not None
        table = pa.Table.from_batches(_first(reader, rows), reader.schema)
    return table.slice(0, rows), table.num_rows > rows


def _first(reader: pa.RecordBatchReader, rows: int) -> list[pa.RecordBatch]:
    """Read batches until there are more than `rows` rows. Raises MemoryError where they are too large."""
    batches: list[pa.RecordBatch] = []
    for batch in reader:
        batches.append(batch)
        if sum(one.nbytes for one in batches) > _MOST_BYTES:
            raise MemoryError
        if sum(one.num_rows for one in batches) > rows:
            break
    return batches


def _write(out: BinaryIO, plain: dict[str, object]) -> None:
    out.write(json.dumps(plain).encode() + b"\n")
    out.flush()


if __name__ == "__main__":
    main()
