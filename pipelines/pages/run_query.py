"""Run a SQL query on the current publication in a subprocess with limits of time and memory."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from datetime import datetime
from threading import BoundedSemaphore

import pyarrow as pa

from pipelines.pages.query_result import QueryResult
from pipelines.privacy.access_log import ACCESS, shape, write_line
from pipelines.settings import Settings
from pipelines.text.danish import number

_COMMAND = (sys.executable, "-P", "-m", "pipelines.pages.query_worker")
LONGEST = 20_000
_TOO_HEAVY = (
    "Svaret fyldte for meget og blev stoppet. Intet er sket med tallene. Spørg om mindre: sæt en grænse med where, "
    "vælg færre kolonner, eller tæl op med group by."
)
# A query takes a processor and memory up to the limit, so at most two run at a time.
_at_a_time = BoundedSemaphore(2)


class QueryFailed(Exception):
    """A query without a result; the message says why in Danish."""


def run_query(settings: Settings, query: str) -> QueryResult:
    """Run one query within the limits of the installation. Raises QueryFailed."""
    if not settings.published.exists():
        raise QueryFailed("Der er ikke udgivet noget endnu. Skriv: medvind run")
    if len(query) > LONGEST:
        raise QueryFailed(f"Spørgsmålet er for langt. Her er plads til {number(LONGEST)} tegn.")
    with _at_a_time:
        died, said = _child(settings, query)
    header, _, payload = said.partition(b"\n")
    answer = _answer(json.loads(header), payload) if header and not died else None
    if answer is None:
        raise QueryFailed(_too_slow(settings) if died == -signal.SIGALRM else _TOO_HEAVY)
    log_query(settings, "page", query, len(answer.rows))
    return answer


def log_query(settings: Settings, command: str, query: str, rows: int) -> None:
    """Log that a query was run, without its literals."""
    # A user who cannot write to the log has access to the marts only, which hold no personal data.
    if os.access(settings.data, os.W_OK):
        write_line(settings, ACCESS, datetime.now(), command=command, query=shape(query), rows=rows)


def _child(settings: Settings, query: str) -> tuple[int, bytes]:
    limits = settings.limits
    bounds = {"seconds": limits.sql_seconds, "bytes": limits.sql_bytes, "rows": limits.sql_rows}
    request = json.dumps({"path": str(settings.published), "query": query, **bounds}).encode()
    # The query is passed on standard input, not in the command.
    child = subprocess.run(  # noqa: S603 - a command of our own
        _COMMAND, input=request, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
    )
    return child.returncode, child.stdout


def _answer(header: dict[str, object], payload: bytes) -> QueryResult | None:
    """Parse the subprocess's output; None where the query exceeded its limits. Raises QueryFailed."""
    if problem := header.get("problem"):
        raise QueryFailed(str(problem))
    if header.get("heavy"):
        return None
    table = pa.ipc.open_stream(io.BytesIO(payload)).read_all()
    columns = [column.to_pylist() for column in table.columns]
    numeric = frozenset(field.name for field in table.schema if _is_number(field.type))
    return QueryResult(table.column_names, list(zip(*columns, strict=True)), numeric, bool(header["cut"]))


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _too_slow(settings: Settings) -> str:
    return (
        f"Svaret tog over {number(round(settings.limits.sql_seconds))} sekunder og blev stoppet. Intet er sket med "
        "tallene. Spørg om mindre: sæt en grænse med where, og se efter, om to tabeller er sat sammen uden on eller "
        "using."
    )
