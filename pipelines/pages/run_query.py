"""Run a SQL query on the current publication in a subprocess with limits of time and memory."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from datetime import datetime
from typing import Any

import pyarrow as pa

from pipelines.pages.query_queue import Queue
from pipelines.pages.query_result import QueryResult
from pipelines.pages.visitor import visitor
from pipelines.privacy.access_log import ACCESS, shape, write_line
from pipelines.settings import Settings
from pipelines.text.danish import number

_COMMAND = (sys.executable, "-P", "-m", "pipelines.pages.query_worker")
LONGEST = 20_000
_BUSY = (
    "Der er mange spørgsmål i gang lige nu, så dette er ikke stillet endnu. Vent et øjeblik, og tryk igen. De færdige "
    "spørgsmål og tallene på forsiden svarer imens."
)
_TOO_HEAVY = (
    "Svaret fyldte for meget og blev stoppet. Intet er sket med tallene. Spørg om mindre: sæt en grænse med where, "
    "vælg færre kolonner, eller tæl op med group by."
)
# A query takes a processor and memory up to the limit, so few run at a time. Queries that people type, which may be
# heavy, never take the places of the pages' own.
_OURS, _TYPED = Queue(at_a_time=2, waiting=30), Queue(at_a_time=2, waiting=6)


class QueryFailed(Exception):
    """A query without a result; the message says why in Danish."""


def run_query(settings: Settings, query: str, typed: bool = True) -> QueryResult:
    """Run one query within the limits of the installation. `typed`: by a person, perhaps. Raises QueryFailed."""
    if not settings.published.exists():
        raise QueryFailed("Der er ikke udgivet noget endnu. Skriv: medvind run")
    if len(query) > LONGEST:
        raise QueryFailed(f"Spørgsmålet er for langt. Her er plads til {number(LONGEST)} tegn.")
    with (_TYPED if typed else _OURS).place(3 * settings.limits.sql_seconds) as place:
        if not place:
            raise QueryFailed(_BUSY)
        died, said = _child(_request(settings, query))
    header, _, payload = said.partition(b"\n")
    answer = _answer(json.loads(header), payload) if header and not died else None
    if answer is None:
        raise QueryFailed(_too_slow(settings) if died == -signal.SIGALRM else _TOO_HEAVY)
    log_query(settings, "page", query, len(answer.rows))
    return answer


def log_query(settings: Settings, command: str, query: str, rows: int) -> None:
    """Log who ran a query, without its literals."""
    # A user who cannot write to the log has access to the marts only, which hold no personal data.
    if os.access(settings.data, os.W_OK):
        write_line(
            settings,
            ACCESS,
            datetime.now(),
            command=command,
            who=visitor().name,
            query=shape(query),
            rows=rows,
        )


def _child(request: dict[str, object]) -> tuple[int, bytes]:
    # The query is passed on standard input, not in the command.
    child = subprocess.run(  # noqa: S603 - a command of our own
        _COMMAND,
        input=json.dumps(request).encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return child.returncode, child.stdout


def _request(settings: Settings, query: str) -> dict[str, object]:
    limits = settings.limits
    bounds = {"seconds": limits.sql_seconds, "bytes": limits.sql_bytes, "rows": limits.sql_rows}
    return {"path": str(settings.published), "query": query, **bounds}


def _answer(header: dict[str, object], payload: bytes) -> QueryResult | None:
    """Parse the subprocess's output; None where the query exceeded its limits. Raises QueryFailed."""
    if problem := header.get("problem"):
        raise QueryFailed(str(problem))
    if header.get("heavy"):
        return None
    table = pa.ipc.open_stream(io.BytesIO(payload)).read_all()
    columns = [_values(column) for column in table.columns]
    numeric = frozenset(field.name for field in table.schema if _is_number(field.type))
    return QueryResult(table.column_names, list(zip(*columns, strict=True)), numeric, bool(header["cut"]))


def _values(column: pa.ChunkedArray) -> list[Any]:
    try:
        return list(column.to_pylist())
    except (OverflowError, ValueError):
        return [_value(one) for one in column]


def _value(one: pa.Scalar) -> Any:
    """A value of SQL as one of Python, whose calendar ends after the year 9999 and has no infinity."""
    try:
        return one.as_py()
    except (OverflowError, ValueError):
        return "uden for kalenderen"


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _too_slow(settings: Settings) -> str:
    return (
        f"Svaret tog over {number(round(settings.limits.sql_seconds))} sekunder og blev stoppet. Intet er sket med "
        "tallene. Spørg om mindre: sæt en grænse med where, og se efter, om to tabeller er sat sammen uden on eller "
        "using."
    )
