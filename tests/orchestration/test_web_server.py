"""Dagster's web server behind the guard: attacks by other origins, by GET, by websocket and without login.

Uses internals of Dagster as `pipelines/orchestration/web_server.py` does; fails where they are gone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import dagster as dg
import pytest
from dagster._core.workspace.load_target import EmptyWorkspaceTarget
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from pipelines.orchestration.web_server import dagster_pages, guarded
from tests.pages.published_demo import COOKIE, LOGIN, Visitor, served_app

MUTATION = "mutation { setNuxSeen }"
ASKED = json.dumps({"query": MUTATION})
JSON = {"content_type": "application/json"}


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with (
        dg.DagsterInstance.local_temp() as instance,
        dagster_pages(instance, EmptyWorkspaceTarget()) as app,
        served_app(guarded(app, LOGIN)) as port,
    ):
        yield port


@pytest.fixture
def visitor(port: int) -> Visitor:
    return Visitor(port)


def test_its_own_pages_reach_it(visitor: Visitor) -> None:
    assert "Dagster" in visitor.get("/") and "nonce-" in visitor.headers["content-security-policy"]
    visitor.get("/graphql", "POST", ASKED, Origin=f"http://127.0.0.1:{visitor.port}", **JSON)
    assert visitor.status == 200 and "errors" not in visitor.body.decode()


@pytest.mark.parametrize(
    "path", ["/", "/server_info", "/graphql", "/logs/x/y.out", "/download_debug/x", "/favicon.png"]
)
def test_without_login_it_answers_nothing(port: int, path: str) -> None:
    stranger = Visitor(port, "")
    stranger.get(path)
    assert stranger.status in (401, 405)
    stranger.get(path, "POST", ASKED, Origin=f"http://127.0.0.1:{port}", **JSON)
    assert stranger.status == 401


@pytest.mark.parametrize("path", ["/graphql", "/report_asset_materialization/feeds/absence"])
@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:1", "http://localhost:1", ""]
)
def test_other_origins_start_nothing(visitor: Visitor, path: str, origin: str) -> None:
    visitor.get(path, "POST", ASKED, Origin=origin, **JSON)
    assert visitor.status == 403
    visitor.get(path, "POST", ASKED, Origin=origin, content_type="text/plain")
    assert visitor.status == 403


def test_nothing_is_asked_by_get(visitor: Visitor) -> None:
    for method in ("GET", "HEAD"):
        visitor.get("/graphql?" + urlencode({"query": MUTATION}), method)
        assert visitor.status == 405


def test_a_foreign_name_for_this_machine_is_refused(visitor: Visitor) -> None:
    for host in ("rebound.example", f"rebound.example:{visitor.port}", "["):
        visitor.get("/graphql", "POST", ASKED, Origin=f"http://{host}", Host=host, **JSON)
        assert visitor.status == 400


@pytest.mark.parametrize(
    ("origin", "cookie", "status"),
    [("http://evil.example", COOKIE, 403), (None, COOKIE, 403), ("http://127.0.0.1:{port}", "", 403)],
)
def test_a_websocket_of_another_origin_or_without_login_is_refused(
    port: int, origin: str | None, cookie: str, status: int
) -> None:
    named = Origin(origin.format(port=port)) if origin else None
    with pytest.raises(InvalidStatus) as refused, opened(port, named, cookie):
        pass
    assert refused.value.response.status_code == status


def test_a_websocket_of_its_own_pages_is_opened(port: int) -> None:
    with opened(port, Origin(f"http://127.0.0.1:{port}"), COOKIE) as socket:
        socket.send(json.dumps({"type": "connection_init"}))
        assert json.loads(socket.recv())["type"] == "connection_ack"


def opened(port: int, origin: Origin | None, cookie: str):  # type: ignore[no-untyped-def]
    protocols = [Subprotocol("graphql-ws")]
    headers = {"Cookie": cookie}
    return connect(
        f"ws://127.0.0.1:{port}/graphql", origin=origin, subprotocols=protocols, additional_headers=headers
    )
