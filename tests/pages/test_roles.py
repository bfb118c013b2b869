"""Who may do what behind a reverse proxy: every page has a role, and only the proxy's socket is believed."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.routing import Route

from pipelines.pages.app import pages
from pipelines.pages.page_roles import PAGES, WITHOUT_LOGIN
from pipelines.pages.proxy_identity import ProxyIdentity
from pipelines.settings import Settings
from schemas.configuration import ConfigurationInvalid
from schemas.roles import Members, Role, Roles, _read, roles
from tests.pages.published_demo import LOGIN, Visitor, served_app

WHO = Roles(
    reader=Members(users=("rita",), groups=("styregruppe",)),
    secretariat=Members(users=("søren",)),
    analyst=Members(users=("anna",), groups=("styregruppe-tal",)),
    operator=Members(users=("otto",)),
)
# One address of each page, as a visitor types it.
NAMES = {
    "publication": "nu",
    "receipt": "r1",
    "number": 1,
    "name": "report.html",
    "partner": "kui",
    "feed": "x",
}
ADDRESSES = {path: path.replace(":path", "").format(**NAMES) for path in PAGES}
METHODS = {"/hent": "POST"}


def test_every_page_of_the_application_has_a_role(tmp_path: Path) -> None:
    app = pages(Settings(tmp_path / "data", tmp_path / "keys"), LOGIN)
    routes = [route for route in app.routes if isinstance(route, Route)]
    assert len(routes) == len(app.routes)
    assert {route.path for route in routes} == {*PAGES, *WITHOUT_LOGIN}


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    from tests.pages.published_demo import published

    settings = published(tmp_path_factory.mktemp("proxied"))
    with served_app(pages(settings, ProxyIdentity(WHO))) as port:
        yield port


def asked(port: int, path: str, user: str, method: str = "GET", **headers: str) -> Visitor:
    visitor = Visitor(port, "")
    origin = {"Origin": f"https://127.0.0.1:{port}"} if method == "POST" else {}
    visitor.get(path, method, X_Forwarded_User=user, **headers, **origin)
    return visitor


@pytest.mark.usefixtures("queries_in_this_process")
@pytest.mark.parametrize(
    ("user", "role"),
    [("rita", Role.READER), ("søren", Role.SECRETARIAT), ("anna", Role.ANALYST), ("otto", Role.OPERATOR)],
)
def test_each_role_reaches_its_pages_and_no_others(proxied: int, user: str, role: Role) -> None:
    for path, least in PAGES.items():
        visitor = asked(proxied, ADDRESSES[path], user.encode().decode("latin-1"), METHODS.get(path, "GET"))
        assert (visitor.status == 403) is (role < least), path
        if visitor.status == 403:
            assert role.word_da in visitor.body.decode()


def test_nobody_without_a_role_gets_in(proxied: int) -> None:
    for user in ("", "nobody", "Rita", "rita, otto", "rita\x7f", "x" * 5000, "\xff"):
        for path in ("/", "/stil.css", "/nej", "/log-ind"):
            assert asked(proxied, path, user).status in (400, 401, 403)
    assert Visitor(proxied, "").get("/healthz") == "ok\n"


def test_a_group_gives_its_role_and_the_highest_counts(proxied: int) -> None:
    assert asked(proxied, "/", "ny", X_Forwarded_Groups="andre, styregruppe").status == 200
    assert asked(proxied, "/sql", "ny", X_Forwarded_Groups="styregruppe").status == 403
    assert asked(proxied, "/sql", "ny", X_Forwarded_Groups="styregruppe,styregruppe-tal").status == 200


def test_a_header_that_comes_twice_is_not_believed(proxied: int) -> None:
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", proxied)
    connection.putrequest("GET", "/")
    for user in ("rita", "otto"):
        connection.putheader("X-Forwarded-User", user)
    connection.endheaders()
    assert connection.getresponse().status == 401


def test_links_that_a_role_cannot_follow_are_not_shown(proxied: int) -> None:
    for user, shown, hidden in (
        ("rita", "/sammenlign", "/kvitteringer"),
        ("søren", "/kvitteringer", '"/sql"'),
    ):
        visitor = asked(proxied, "/", user.encode().decode("latin-1"))
        assert shown in visitor.body.decode() and hidden not in visitor.body.decode()
        assert f"Logget ind som {user}" in visitor.body.decode()
    assert "SQL bag svaret" not in asked(proxied, "/spoergsmaal/1", "rita").body.decode()
    assert "SQL bag svaret" in asked(proxied, "/spoergsmaal/1", "anna").body.decode()


def test_over_tcp_the_header_means_nothing(port: int) -> None:
    stranger = asked(port, "/", "otto")
    assert stranger.status == 401
    operator = Visitor(port)
    assert "Siden kan kun åbnes på denne maskine" in operator.get("/sql", X_Forwarded_User="rita")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("reader: {users: [a]}\nredaktør: {users: [b]}\n", "linje 2: redaktør"),
        ("reader:\n  user: [a]\n", "linje 2: user"),
        ("reader: {users: [' a']}\n", "linje 1"),
        ("user_header: 'X User'\n", "linje 1: user_header"),
        ("reader: {}\nreader: {}\n", "linje 2: reader står to gange"),
        ("reader: [a]\n", "linje 1: reader"),
    ],
)
def test_a_mistake_in_the_file_is_named_by_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "roles.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigurationInvalid, match=said):
        _read(path)


def test_the_place_has_a_file_of_its_own_and_the_packaged_one_lets_nobody_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert roles().role_of("otto", ["styregruppe"]) is None
    (tmp_path / "roles.yml").write_text("operator: {users: [otto]}\n", "utf-8")
    monkeypatch.setenv("MEDVIND_CONFIG", str(tmp_path))
    assert roles().role_of("otto", []) is Role.OPERATOR
