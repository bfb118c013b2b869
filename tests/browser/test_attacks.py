"""Web pages of other origins in Chromium, opened by somebody who is logged in, reach neither the pages nor Dagster."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser
from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send

from pipelines.pages.request_guard import Guard
from tests.pages.published_demo import LOGIN, served_app

ATTACK = """<!doctype html><title>attack</title><iframe name=frame></iframe>
<form method=post target=frame action="{url}/sql"><input name=sql value="select 1"></form>
<script>
const tries = [
  fetch("{url}/graphql", {{method: "POST", mode: "no-cors", credentials: "include", body: "{{}}"}}),
  fetch("{url}/graphql", {{method: "POST", credentials: "include", headers: {{"Content-Type": "application/json"}}}}),
  fetch("{url}/graphql?query=mutation", {{mode: "no-cors", credentials: "include"}}),
  fetch("{url}/secret", {{credentials: "include"}}).then(found => found.text()).then(text => window.read = text),
  new Promise(done => {{
    const socket = new WebSocket("{websocket}/graphql", "graphql-ws");
    socket.onopen = () => {{ socket.send("mutation"); done(); }};
    socket.onclose = done;
  }}),
  new Promise(done => {{
    document.querySelector("iframe").onload = done;
    document.querySelector("form").submit();
  }}),
];
Promise.allSettled(tries).then(() => document.title = "done");
</script>"""


@dataclass
class Recorder:
    """An application that notes which requests reached it."""

    reached: list[tuple[str, str]] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return
        self.reached.append((scope.get("method", "WEBSOCKET"), scope["path"]))
        if scope["type"] == "http":
            await HTMLResponse("<title>inside</title>figures")(scope, receive, send)


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def server_url(recorder: Recorder) -> Iterator[str]:
    with served_app(Guard(recorder, LOGIN, {"/graphql"})) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "rebound.example"])
def test_another_origin_reaches_nothing(
    browser: Browser, recorder: Recorder, server_url: str, host: str
) -> None:
    """Another port of the same name, another name of this machine, and another site."""
    page = HTMLResponse(ATTACK.format(url=server_url, websocket=server_url.replace("http", "ws")))
    with served_app(page) as port:
        opened = browser.new_page()
        opened.route("http://rebound.example/**", lambda route: route.fulfill(body=bytes(page.body)))
        opened.goto(f"{server_url}{LOGIN.path}")
        opened.wait_for_function("document.title === 'inside'")
        recorder.reached.clear()
        opened.goto("http://rebound.example/" if host == "rebound.example" else f"http://{host}:{port}/")
        opened.wait_for_function("document.title === 'done'")
        assert opened.evaluate("window.read") is None
        opened.close()
    # A page of this machine's own name is the same site: its reading requests arrive, and their answers stay unread.
    assert set(recorder.reached) <= ({("GET", "/secret")} if host == "127.0.0.1" else set())


def test_a_link_from_elsewhere_asks_for_one_more_click(
    browser: Browser, recorder: Recorder, server_url: str
) -> None:
    opened = browser.new_page()
    opened.goto(f"{server_url}{LOGIN.path}")
    opened.wait_for_function("document.title === 'inside'")
    opened.route(
        "http://mail.example/", lambda route: route.fulfill(body=f'<a href="{server_url}/tal?x=1">tal</a>')
    )
    opened.goto("http://mail.example/")
    opened.get_by_role("link").click()
    assert opened.title() == "Log ind"
    opened.get_by_role("link").click()
    opened.wait_for_function("document.title === 'inside'")
    assert opened.url.endswith("/tal?x=1")
    opened.close()
