"""SQL from a page reads the published tables only, within limits of time and memory."""

from __future__ import annotations

import json
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event, Semaphore

import pytest

from pipelines.pages import run_query as run_query_module
from pipelines.pages.query_queue import Queue
from pipelines.pages.run_query import LONGEST, QueryFailed, run_query
from pipelines.settings import Settings
from tests.pages.published_demo import published

OUT = Path(tempfile.gettempdir()) / "medvind_x.csv"
OUTSIDE = [
    "select * from read_csv('/etc/passwd')",
    "select * from read_text('/etc/passwd')",
    "select * from read_blob('/etc/passwd')",
    "select * from '/etc/passwd'",
    "select * from sniff_csv('/etc/passwd')",
    "select * from read_parquet('https://example.org/x.parquet')",
    "select * from glob('/etc/*')",
    "select getenv('HOME')",
    "select * from duckdb_secrets()",
    "select * from query('copy (select 1) to ''/tmp/x''')",
    f"explain analyze copy (select 1) to '{OUT}'",
]
NO_QUESTION = [
    f"copy indicators to '{OUT}'",
    "export database '/tmp/medvind_x'",
    "attach '/tmp/medvind_x.db' as x",
    "detach medvind",
    "install httpfs",
    "load httpfs",
    "pragma database_list",
    "call pragma_version()",
    "checkpoint",
    "set memory_limit = '90GB'",
    "reset memory_limit",
    "set variable x = 1",
    "create temp table x as select 1",
    "update overview set value = 1",
    "delete from indicators",
    "drop table indicators",
    "begin transaction",
    "prepare x as select 1",
    "use memory",
    "select 1; select 2",
    f"select 1; copy indicators to '{OUT}'",
    "",
    ";",
    "-- kun en bemærkning",
]


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return published(tmp_path_factory.mktemp("installation"))


def test_a_query_has_a_result(installation: Settings) -> None:
    answer = run_query(
        installation,
        "select indicator_id, value, period_start from indicators where area = 'OE1' order by all",
    )
    assert answer.names == ["indicator_id", "value", "period_start"]
    assert (len(answer.rows), answer.cut, answer.numeric) == (4, False, {"value"})
    for query in ("from overview", "describe overview", "with a as (select 1) from a", "explain select 1"):
        assert run_query(installation, query).rows


@pytest.mark.usefixtures("queries_in_this_process")
@pytest.mark.parametrize("query", OUTSIDE)
def test_nothing_but_the_tables_can_be_read(installation: Settings, query: str) -> None:
    with pytest.raises(QueryFailed) as why:
        run_query(installation, query)
    assert "root:" not in str(why.value) and "stoppet" not in str(why.value)
    assert not OUT.exists()


@pytest.mark.usefixtures("queries_in_this_process")
@pytest.mark.parametrize("query", NO_QUESTION)
def test_only_a_single_reading_statement_is_allowed(installation: Settings, query: str) -> None:
    with pytest.raises(QueryFailed, match="Skriv ét spørgsmål"):
        run_query(installation, query)
    assert not OUT.exists()


@pytest.mark.parametrize(
    "query",
    [
        "select count(*) from range(10000000) a, range(10000000) b",
        "with recursive r as (select 1 as x union all select x + 1 from r) select count(*) from r",
    ],
)
def test_an_endless_query_is_stopped(installation: Settings, query: str) -> None:
    hasty = replace(installation, limits=replace(installation.limits, sql_seconds=0.5))
    with pytest.raises(QueryFailed, match="blev stoppet"):
        run_query(hasty, query)
    assert run_query(installation, "select 1").rows == [(1,)]


@pytest.mark.parametrize(
    "query",
    [
        "select repeat('x', 4000000000)",
        "select list_sum(range(3000000000))",
        "from range(300000000) order by random()",
        "select repeat('abcdefgh', 10000) from range(20000)",
    ],
)
def test_a_query_that_takes_all_memory_is_stopped(installation: Settings, query: str) -> None:
    small = replace(
        installation, limits=replace(installation.limits, sql_bytes=200_000_000, sql_seconds=600.0)
    )
    with pytest.raises(QueryFailed, match="fyldte for meget"):
        run_query(small, query)


def test_rows_beyond_the_limit_are_left_out_and_reported(installation: Settings) -> None:
    few = replace(installation, limits=replace(installation.limits, sql_rows=10))
    assert (len(run_query(few, "from range(10)").rows), run_query(few, "from range(10)").cut) == (10, False)
    assert (len(run_query(few, "from range(11)").rows), run_query(few, "from range(11)").cut) == (10, True)


def test_an_error_has_the_message_of_the_database(installation: Settings) -> None:
    with pytest.raises(QueryFailed, match="Parser Error"):
        run_query(installation, "selec 1")


def test_a_query_is_logged_without_its_literals(installation: Settings) -> None:
    run_query(installation, "select '0705141234' as x, 'Valborg' as y")
    log = (installation.logs / "access.jsonl").read_text(encoding="utf-8")
    assert json.loads(log.splitlines()[-1])["query"] == "select … as x, … as y"
    assert "070514" not in log and "Valborg" not in log


def test_nothing_published_and_a_query_that_is_too_long(installation: Settings, tmp_path: Path) -> None:
    with pytest.raises(QueryFailed, match="medvind run"):
        run_query(Settings(tmp_path / "data", tmp_path / "keys"), "select 1")
    with pytest.raises(QueryFailed, match="for langt"):
        run_query(installation, "select 1" + " " * LONGEST)


def test_heavy_questions_hold_up_neither_the_pages_nor_each_other_for_ever(
    installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    running, released = Semaphore(0), Event()
    child = run_query_module._child

    def heavy(request: dict[str, object]) -> tuple[int, bytes]:
        if request["query"] == "heavy":
            running.release()
            released.wait()
        return child(request | {"query": "select 42 as svar"})

    monkeypatch.setattr(run_query_module, "_child", heavy)
    monkeypatch.setattr(run_query_module, "_TYPED", Queue(at_a_time=2, waiting=1))
    with ThreadPoolExecutor() as threads:
        asked = [threads.submit(run_query, installation, "heavy") for _ in range(2)]
        for _ in asked:
            running.acquire()
        assert run_query(installation, "light", typed=False).rows == [(42,)]
        waits = threads.submit(run_query, installation, "light")
        while run_query_module._TYPED._inside._value:
            time.sleep(0.01)
        with pytest.raises(QueryFailed, match="mange spørgsmål"):
            run_query(installation, "light")
        released.set()
        assert [one.result().rows for one in [*asked, waits]] == [[(42,)]] * 3
    assert run_query(installation, "light").rows == [(42,)]
