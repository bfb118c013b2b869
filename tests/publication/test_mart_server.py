"""The copy of the published tables on a real PostgreSQL server: the same as the file, whole for every reader."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import psycopg
import pytest
from click.testing import CliRunner

from pipelines import cli, errors
from pipelines.atomic_io import replace_link, write_json
from pipelines.commands import run
from pipelines.operations.health.mart_server import check_mart_server
from pipelines.operations.last_failure import last_failure
from pipelines.orchestration.mart_server_asset import mart_server
from pipelines.pipeline import Outcome
from pipelines.publication.mart_server import READERS, SCHEMA, MartServerFailed, send, send_if_new
from pipelines.publication.mart_server.file_tables import server_type
from pipelines.publication.metadata import METADATA
from pipelines.publication.publish import Basis, publish
from pipelines.settings import HOST, Settings
from tests.end_to_end.serving import free_port
from tests.postgres import Postgres, started_postgres
from tests.publication import example_marts
from tests.publication.skipped_steps import skip_audit, skip_gate
from tests.shared_builds import copy_of

PASSWORD = "s3cret%40word"

# A reader in another process; each statement is a transaction of its own, as in a program for reports.
READER = """
import sys, pathlib, psycopg
address, stop, seen = sys.argv[1], pathlib.Path(sys.argv[2]), []
stamps = "select distinct target from medvind.indicators"
with psycopg.connect(address, autocommit=True) as connection:
    connection.execute(stamps).fetchall()
    print("ready", flush=True)
    while not stop.exists():
        rows = connection.execute(stamps).fetchall()
        assert len(rows) == 1, rows
        assert connection.execute("select count(*) from medvind.tal").fetchone()[0] > 0
        with connection.transaction():
            connection.execute("set transaction isolation level repeatable read")
            assert connection.execute("select count(*) from medvind.overview").fetchone()[0] > 0
            assert len(connection.execute(stamps).fetchall()) == 1
        seen.append(int(rows[0][0]))
assert seen == sorted(seen), seen
print(len(seen), len(set(seen)))
"""


KINDS = "select column_name, data_type, comment from duckdb_columns() where table_name = ?"
DESCRIBED = """
    select attname, format_type(atttypid, atttypmod), col_description(attrelid, attnum) from pg_attribute
    where attrelid = %s::regclass and attnum > 0 order by attnum
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with started_postgres() as server:
        yield server


@pytest.fixture
def database(server: Postgres) -> Iterator[str]:
    """The name of a database of its own for each test."""
    with asked(server.address()) as connection:
        (name,) = connection.execute("select 'test' || count(*) from pg_database").fetchone() or ("",)
        connection.execute(f"create database {name}")
    yield name


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an installation with a publication. Copy only."""
    made = Settings(tmp_path_factory.mktemp("published") / "data", Path("keys"))
    example_marts.write_warehouse(made.warehouse, example_marts.tables())
    with pytest.MonkeyPatch.context() as patch:
        skip_gate(patch)
        skip_audit(patch)
        publish(made, Basis({}, {}))
    return made.data


@pytest.fixture
def published(settings: Settings, publication: Path, server: Postgres, database: str) -> Settings:
    """An installation with a publication, that is set to send it; nothing is sent yet."""
    copy_of(publication, settings.data)
    return replace(settings, publish_to=server.address(database=database))


def asked(address: str) -> psycopg.Connection[Any]:
    return psycopg.connect(address, autocommit=True)


def rows(address: str, query: str) -> list[Any]:
    with asked(address) as connection:
        return connection.execute(query).fetchall()


def test_the_server_has_the_files_tables_with_their_rows_types_and_comments(published: Settings) -> None:
    sent = send(published)
    assert sent.publication == published.current_publication.name and sent.readers
    with duckdb.connect(str(published.published), read_only=True) as file:
        shown = {name for (name,) in file.execute("show tables").fetchall()}
        assert set(sent.rows) == shown and "tal" in shown and "person" not in shown
        for name in sent.rows:
            there = rows(published.publish_to, f"select * from medvind.{name}")  # noqa: S608
            assert there == file.table(name).fetchall()
            kinds = file.execute(KINDS, [name]).fetchall()
            assert described(published.publish_to, name) == [
                (column, server_type(kind), comment) for column, kind, comment in kinds
            ]
    said = rows(published.publish_to, f"select obj_description('{SCHEMA}.overview'::regclass)")
    assert said == [("Tabellen overview: sådan læses den",)]


def described(address: str, table: str) -> list[tuple[str, str, str | None]]:
    with asked(address) as connection:
        found = connection.execute(DESCRIBED, [f"{SCHEMA}.{table}"]).fetchall()
    return [(name, kind.replace(" without time zone", ""), said) for name, kind, said in found]


@pytest.mark.parametrize(
    ("kind", "there"),
    [("DECIMAL(18,3)", "numeric(18, 3)"), ("VARCHAR[]", "text[]"), ("UBIGINT", "numeric(20)")],
)
def test_types_have_a_counterpart(kind: str, there: str) -> None:
    assert server_type(kind) == there


def test_readers_may_read_and_nothing_else(published: Settings, server: Postgres, database: str) -> None:
    send(published)
    with asked(published.publish_to) as connection:
        connection.execute(f"create role powerbi_{database} login in role {READERS}")
    reader = server.address(f"powerbi_{database}", database)
    assert rows(reader, "select count(*) from medvind.overview") == [(2,)]
    for attack in ("delete from medvind.overview", f"create table {SCHEMA}.x ()", f"drop schema {SCHEMA}"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            rows(reader, attack)


def test_a_reader_in_a_loop_sees_thirty_publications_whole(published: Settings, tmp_path: Path) -> None:
    stamp(published, 0)
    send(published)
    command = [sys.executable, "-c", READER, published.publish_to, str(tmp_path / "stop")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        reader.stdout.readline()
        for number in range(1, 31):
            stamp(published, number)
            assert send_if_new(published)
        (tmp_path / "stop").touch()
        out, err = reader.communicate(timeout=600)
    assert reader.returncode == 0, err
    looked, different = map(int, out.split())
    assert looked >= different > 3


def stamp(settings: Settings, number: int) -> None:
    """Show a publication whose figures carry a number, without the report and the audit that `publish` makes."""
    folder = settings.publications / f"{number}"
    (folder / "parquet").mkdir(parents=True)
    copied = shutil.copyfile(settings.current_publication / "medvind.duckdb", folder / "medvind.duckdb")
    with duckdb.connect(str(copied)) as file:
        file.execute("update indicators set target = ?", [number])
    write_json(folder / METADATA, {"id": folder.name})
    replace_link(folder / "parquet", settings.marts / "parquet")


@pytest.mark.usefixtures("without_audit")
def test_the_same_publication_is_sent_once_and_a_new_one_replaces_it(published: Settings) -> None:
    assert send_if_new(published)
    assert send_if_new(published) is None
    publish(published, Basis({}, {}))
    assert send_if_new(published)
    assert schemas(published) == [SCHEMA]


def schemas(settings: Settings) -> list[str]:
    names = rows(
        settings.publish_to, "select nspname from pg_namespace where nspname like 'medvind%' order by 1"
    )
    return [name for (name,) in names]


def test_what_is_still_read_is_left_until_the_next_time_and_delays_nobody(published: Settings) -> None:
    send(published)
    with asked(published.publish_to) as reader, reader.transaction():
        before = reader.execute("select * from medvind.overview").fetchall()
        send(published)
        assert reader.execute("select * from medvind.overview").fetchall() == before
        assert len(schemas(published)) == 2
        assert [found.level for found in check_mart_server(published)] == ["ok", "warning"]
    send(published)
    assert schemas(published) == [SCHEMA]


def test_a_view_that_somebody_made_on_it_is_not_removed(published: Settings) -> None:
    send(published)
    with asked(published.publish_to) as connection:
        connection.execute("create view public.mine as select * from medvind.overview")
    send(published)
    assert len(rows(published.publish_to, "select * from public.mine")) == 2
    assert "mine" not in schemas(published) and len(schemas(published)) == 2


def test_a_schema_of_somebody_else_is_left_alone(published: Settings) -> None:
    with asked(published.publish_to) as connection:
        connection.execute(f"create schema {SCHEMA} create table theirs (one int)")
    with pytest.raises(MartServerFailed, match="ikke har lavet"):
        send(published)
    assert rows(published.publish_to, "select * from medvind.theirs") == []
    (found,) = check_mart_server(published)
    assert found.level == "error" and "ikke har lavet" in found.do


def test_without_rights_it_says_which_are_missing(
    published: Settings, server: Postgres, database: str
) -> None:
    with asked(server.address()) as connection:
        connection.execute(f"create role poor_{database} login")
    poor = replace(published, publish_to=server.address(f"poor_{database}", database))
    with pytest.raises(MartServerFailed, match="grant create on database"):
        send(poor)
    with asked(server.address()) as connection:
        connection.execute(f"grant create on database {database} to poor_{database}")
        if connection.execute("select 1 from pg_roles where rolname = %s", [READERS]).fetchone():
            connection.execute(f"alter role {READERS} rename to before_{database}")
    sent = send(poor)
    assert not sent.readers and sent.rows["overview"] == 2
    assert [found.level for found in check_mart_server(poor)] == ["ok", "warning"]


@pytest.fixture
def as_command(published: Settings, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The environment of the command for this installation."""
    monkeypatch.setenv("MEDVIND_DATA", str(published.data))
    monkeypatch.setenv("MEDVIND_PUBLISH_TO", published.publish_to)
    return monkeypatch


def test_the_command_sends_to_the_setting_or_to_an_address(
    as_command: pytest.MonkeyPatch, published: Settings
) -> None:
    for words in (["publish"], ["publish", "--to", published.publish_to]):
        answer = CliRunner().invoke(cli.medvind, words)
        assert answer.exit_code == 0 and published.current_publication.name in answer.output
    as_command.delenv("MEDVIND_PUBLISH_TO")
    answer = CliRunner().invoke(cli.medvind, ["publish"])
    assert answer.exit_code == 2 and "MEDVIND_PUBLISH_TO" in answer.output


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://writer:{password}@{host}:{closed}/figures",
        "postgresql://writer:{password}@{host}:{port}/postgres",
        "postgresql://writer:{password}%zz@{host}/figures",
        "postgresql://writer:{password}@{host}:x{password}/figures",
        "mysql://writer:{password}@{host}/figures",
        "host={host} password={password}",
    ],
)
def test_a_failure_stops_nothing_says_what_to_do_and_never_tells_the_password(
    published: Settings,
    server: Postgres,
    as_command: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    address: str,
) -> None:
    address = address.format(password=PASSWORD, host=HOST, closed=free_port(), port=server.port)
    before = published.published.read_bytes()
    as_command.setenv("MEDVIND_PUBLISH_TO", address)
    as_command.setattr(sys, "argv", ["medvind", "publish"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
    said = capfd.readouterr().err
    assert "PostgreSQL" in said and len(said.splitlines()) == 1
    failure = last_failure(published)
    assert failure and failure.step == "send"
    (found,) = check_mart_server(replace(published, publish_to=address))
    assert found.level == "error"
    spoken = [said, failure.reason_da, found.said, found.do, repr(replace(published, publish_to=address))]
    spoken += [path.read_text("utf-8", "replace") for path in published.data.rglob("*.json*")]
    assert not [one for one in spoken if re.search("s3cret", one)]
    assert published.published.read_bytes() == before


def test_a_failure_that_is_mended_is_forgotten(published: Settings) -> None:
    away = replace(published, publish_to=f"postgresql://{HOST}:{free_port()}/x")
    with pytest.raises(MartServerFailed, match="medvind publish"):
        errors.sent_to_server(away)
    assert last_failure(published)
    assert errors.sent_to_server(published)
    assert last_failure(published) is None


def test_a_run_whose_publication_cannot_be_sent_says_what_it_did_and_fails(
    published: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    away = replace(published, publish_to=f"postgresql://{HOST}:{free_port()}/x")
    monkeypatch.setattr(run.pipeline, "run", lambda *_: Outcome())
    monkeypatch.setattr(run, "show_overview", lambda *_: None)
    with pytest.raises(MartServerFailed):
        run.run(away)
    assert str(published.published) in capsys.readouterr().out
    run.run(published)
    assert published.current_publication.name in capsys.readouterr().out
    run.run(published)
    assert "PostgreSQL" not in capsys.readouterr().out


def test_in_dagster_the_copy_is_an_asset_of_its_own_whose_failure_tells_no_password(
    published: Settings,
) -> None:
    away = replace(published, publish_to=f"postgresql://writer:{PASSWORD}@{HOST}:{free_port()}/x")
    with dg.DagsterInstance.ephemeral() as instance:
        for settings, success in ((away, False), (published, True)):
            resources = {"settings": settings}
            result = dg.materialize(
                [mart_server], instance=instance, resources=resources, raise_on_error=False
            )
            assert result.success is success
            told = "".join(map(str, instance.all_logs(result.run_id)))
            assert ("PostgreSQL-serveren" in told) is not success and "s3cret" not in told


def test_without_a_setting_or_a_publication_nothing_is_sent(installation: Settings) -> None:
    assert send_if_new(installation) is None
    assert [found.level for found in check_mart_server(installation)] == ["ok"]
    assert send_if_new(replace(installation, publish_to="postgresql://x")) is None
    with pytest.raises(MartServerFailed):
        send(replace(installation, publish_to="postgresql://x"))
