"""The pages and Dagster behind the real nginx with the delivered file: who gets where, and what no client can forge."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from pipelines.commands.serve import DAGSTER_SOCKET, PAGES_SOCKET
from pipelines.intake.archive.drop_folder import HELD
from pipelines.intake.decision.release import REFUSAL, RELEASE
from pipelines.pages.listener import listen, listen_to_proxy
from pipelines.pages.server_folder import ServerFolder
from pipelines.settings import Settings
from tests.end_to_end.serving import until
from tests.nginx import DAGSTER, PAGES, Remote, started_nginx
from tests.pages.published_demo import LOGIN, Visitor, published_with_keys, send_held

ROLES = """
reader: {users: [rita]}
secretariat: {users: [sofie]}
analyst: {users: [anna]}
operator: {users: [otto]}
"""
USERS = ["rita", "sofie", "anna", "otto", "nobody"]
JSON = {"content_type": "application/json"}
VERSION = json.dumps({"query": "{ version }"})
# Mutations of several kinds; what they name does not exist.
MUTATIONS = [
    'deleteRun(runId: "x") { __typename }',
    'terminateRun(runId: "x") { __typename }',
    "setAutoMaterializePaused(paused: true)",
    'setConcurrencyLimit(concurrencyKey: "x", limit: 3)',
    'wipeAssets(assetPartitionRanges: [{assetKey: {path: ["x"]}}]) { __typename }',
    'reportRunlessAssetEvents(eventParams: {eventType: ASSET_MATERIALIZATION, assetKey: {path: ["x"]}}) { __typename }',
]


@dataclass
class Site:
    """An installation behind nginx: its settings, nginx's folder and port, and the pages' port on this machine."""

    settings: Settings
    folder: Path
    port: int
    local: int

    def remote(self, user: str = "", host: str = PAGES) -> Remote:
        return Remote(self.folder, self.port, user, host)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    root = tmp_path_factory.mktemp("site")
    settings = published_with_keys(root)
    (root / "config").mkdir()
    (root / "config" / "roles.yml").write_text(ROLES, "utf-8")
    # A Unix socket's path may have 107 bytes.
    with TemporaryDirectory() as place, ExitStack() as going:
        folder, start = Path(place), ServerFolder(Path(place))
        start.write(LOGIN, "http://127.0.0.1:1", "none")
        start.workspace.write_text("load_from: []\n", "utf-8")
        local = going.enter_context(listen(0))
        modules = {
            PAGES_SOCKET: ("pipelines.pages", local),
            DAGSTER_SOCKET: ("pipelines.orchestration.web_server", going.enter_context(listen(0))),
        }
        environment = {"MEDVIND_DATA": str(settings.data), "MEDVIND_KEYS": str(settings.keys_folder)}
        environment |= {"DAGSTER_HOME": str(root), "MEDVIND_CONFIG": str(root / "config")}
        for name, (module, tcp) in modules.items():
            unix = going.enter_context(listen_to_proxy(folder / name))
            going.enter_context(started(module, place, (tcp.fileno(), unix.fileno()), environment))
        port = going.enter_context(started_nginx(folder, USERS))
        found = Site(settings, folder, port, int(local.getsockname()[1]))
        for host in (PAGES, DAGSTER):
            otto = found.remote("otto", host)
            until(lambda: otto.get("/") and otto.status == 200, f"{host} does not answer")  # noqa: B023
        yield found


@contextmanager
def started(module: str, place: str, sockets: tuple[int, ...], environment: dict[str, str]) -> Iterator[None]:
    command = [sys.executable, "-m", module, place, *map(str, sockets)]
    with subprocess.Popen(command, env=os.environ | environment, pass_fds=sockets) as process:
        yield
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) in (0, -signal.SIGINT)


def test_the_sockets_are_open_to_their_group_alone(site: Site) -> None:
    for name in (PAGES_SOCKET, DAGSTER_SOCKET):
        found = (site.folder / name).stat()
        assert stat.S_IMODE(found.st_mode) == 0o660 and found.st_gid == site.folder.stat().st_gid


def test_without_a_password_or_a_role_nobody_gets_in(site: Site) -> None:
    for host in (PAGES, DAGSTER):
        stranger = site.remote("", host)
        stranger.get("/", X_Forwarded_User="otto")
        assert stranger.status == 401
        nobody = site.remote("nobody", host)
        assert "ingen rolle" in nobody.get("/") and nobody.status == 403


def test_a_reader_sees_figures_and_neither_receipts_nor_dagster(site: Site) -> None:
    rita = site.remote("rita")
    assert "Logget ind som rita" in rita.get("/") and rita.status == 200
    assert "script-src 'none'" in rita.headers["content-security-policy"]
    for path in ("/kvitteringer", "/kvitteringer/r1", "/svar", "/sql", "/filer/holdt-tilbage/x"):
        rita.get(path)
        assert rita.status == 403, path
    rita.host = DAGSTER
    for path in ("/", "/server_info", "/logs/x/y.out"):
        rita.get(path)
        assert rita.status == 403, path
    rita.get("/graphql", "POST", VERSION, Origin=rita.origin, **JSON)
    assert rita.status == 403


def test_what_a_client_says_of_itself_is_overwritten(site: Site) -> None:
    rita = site.remote("rita")
    for headers in (
        {"X-Forwarded-User": "otto"},
        {"x-forwarded-user": "otto", "X-Forwarded-Groups": "drift"},
        {"X_Forwarded_User": "otto"},
    ):
        assert "Logget ind som rita" in rita.get("/", **headers)
        rita.get("/sql", **headers)
        assert rita.status == 403


def test_over_tcp_the_header_is_not_believed_and_the_link_is_the_operators(site: Site) -> None:
    stranger = Visitor(site.local, "")
    stranger.get("/", X_Forwarded_User="otto")
    assert stranger.status == 401
    operator = Visitor(site.local)
    operator.get("/sql", X_Forwarded_User="rita")
    assert operator.status == 200
    assert site.remote("otto").get("/log-ind") and "Set-Cookie" not in site.remote("otto").get("/log-ind")


def test_the_secretariat_releases_and_refuses_by_its_own_name(site: Site) -> None:
    sofie = site.remote("sofie")
    for fields, record in (({}, RELEASE), ({"afvis": "ja"}, REFUSAL)):
        drop = send_held(site.settings)
        path, folder = f"/tilbageholdt/{drop.receipt_id}", site.settings.raw / drop.folder
        assert "Hvorfor må filen bruges" in sofie.get(path)
        sofie.get(path, "POST", "hvorfor=x", Origin="https://evil.example")
        assert sofie.status == 403
        sofie.get(path, "POST", "hvorfor=x")
        assert sofie.status == 403 and (folder / HELD).exists()
        rita = site.remote("rita")
        rita.send(path, hvorfor="x")
        assert rita.status == 403 and (folder / HELD).exists()
        assert "Begrundelsen er gemt" in sofie.send(path, hvorfor="Skolen er delt", **fields)
        assert not (folder / HELD).exists()
        kept = json.loads((folder / record).read_text("utf-8"))
        assert (kept["who"], kept["why"]) == ("sofie", "Skolen er delt")


def test_an_analyst_reads_in_dagster_and_the_operator_changes(site: Site) -> None:
    for user, changes in (("anna", False), ("otto", True)):
        one = site.remote(user, DAGSTER)
        assert "Dagster" in one.get("/")
        said = one.get("/graphql", "POST", VERSION, Origin=one.origin, **JSON)
        assert "version" in json.loads(said)["data"]
        for mutation in MUTATIONS:
            asked = json.dumps({"query": f"mutation {{ {mutation} }}"})
            said = one.get("/graphql", "POST", asked, Origin=one.origin, **JSON)
            assert "Cannot query field" not in said and "Unknown argument" not in said, said
            assert ("UnauthorizedError" in said or "permission" in said.lower()) is not changes, said
        one.get("/report_asset_materialization/feeds/absence", "POST", "{}", Origin=one.origin, **JSON)
        assert (one.status == 403) is not changes
        one.get("/graphql", "POST", VERSION, Origin="https://evil.example", **JSON)
        assert one.status == 403


def test_a_websocket_passes_for_who_may_read_in_dagster(site: Site) -> None:
    with opened(site.remote("anna", DAGSTER)) as socket:
        socket.send(json.dumps({"type": "connection_init"}))
        assert json.loads(socket.recv())["type"] == "connection_ack"
    with pytest.raises(InvalidStatus) as refused, opened(site.remote("rita", DAGSTER)):
        pass
    assert refused.value.response.status_code == 403
    with pytest.raises(InvalidStatus), opened(site.remote("anna", DAGSTER), "https://evil.example"):
        pass


def opened(one: Remote, origin: str = ""):  # type: ignore[no-untyped-def]
    return connect(
        f"wss://{one.host}:{one.port}/graphql",
        address=("127.0.0.1", one.port),
        ssl=one.trust,
        server_hostname=one.host,
        origin=Origin(origin or one.origin),
        subprotocols=[Subprotocol("graphql-ws")],
        additional_headers=one.login,
    )


def test_another_name_gets_no_answer(site: Site) -> None:
    with pytest.raises(OSError, match=r"(?i)ssl|unrecognized"):
        site.remote("otto", "rebound.example").get("/")


def test_a_query_is_logged_with_the_persons_name(site: Site) -> None:
    anna = site.remote("anna")
    assert "42" in anna.send("/sql", sql="select 42 as svar")
    lines = (site.settings.logs / "access.jsonl").read_text("utf-8").splitlines()
    assert json.loads(lines[-1])["who"] == "anna"
