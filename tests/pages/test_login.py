"""Who has not logged in with the secret of this start gets nothing."""

from __future__ import annotations

import pytest

from pipelines.pages.login import Login
from tests.pages.published_demo import COOKIE, LOGIN, Visitor

PATHS = ("/", "/tal", "/sql", "/kvitteringer/r1", "/svar/r1", "/stil.css", "/filer/nu/report.html", "/nej")


@pytest.mark.parametrize(
    "cookie", ["", f"{LOGIN.cookie}=", f"{COOKIE}x", f"other={LOGIN.secret}", "ø=\xff;;="]
)
def test_a_visitor_without_the_secret_gets_no_page(port: int, cookie: str) -> None:
    stranger = Visitor(port, cookie)
    for path in PATHS:
        assert "medvind serve" in stranger.get(path) and "Tal fra MedVind" not in stranger.body.decode()
        assert stranger.status == 401 and "set-cookie" not in stranger.headers
    assert "select" not in stranger.send("/sql", sql="select 42 as svar") and stranger.status == 401


def test_the_link_with_the_secret_logs_in(port: int) -> None:
    visitor = Visitor(port, "")
    assert "Du er logget ind" in visitor.get(LOGIN.path)
    cookie = visitor.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert "Tal fra MedVind" in Visitor(port, cookie.split(";")[0]).get("/")


@pytest.mark.parametrize(
    "query", ["", "?", "?kode=", "?kode=x", "?kode=%ff", f"?kode={LOGIN.secret}x", "?kode=x&kode="]
)
def test_another_secret_does_not(port: int, query: str) -> None:
    visitor = Visitor(port, "")
    visitor.get(f"/log-ind{query}")
    assert visitor.status == 401 and "set-cookie" not in visitor.headers


def test_secrets_differ_from_start_to_start() -> None:
    assert len({Login.new(3001).secret for _ in range(10)}) == 10
    assert min(len(Login.new(3001).secret) for _ in range(10)) >= 43
    assert Login.new(3001).cookie != Login.new(3002).cookie


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example", '/"><script>alert(1)</script>'])
def test_the_link_back_leads_to_this_site(port: int, path: str) -> None:
    page = Visitor(port, "").get(path.replace('"', "%22"))
    (href,) = [part.split('"')[0] for part in page.split('href="')[1:]]
    assert href.startswith("/") and href[1] not in "/\\" and "<script" not in page


@pytest.mark.parametrize(
    "host", ["[", "[::1", "]", "evil.example", "127.0.0.1@evil.example", "127.0.0.1.evil.example:80", ""]
)
def test_hosts_that_are_none_of_this_machines_names_are_refused(port: int, host: str) -> None:
    visitor = Visitor(port)
    visitor.get("/", Host=host)
    assert visitor.status == 400
