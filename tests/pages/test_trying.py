"""Try a file on the page: the answer of `medvind check`, and nothing is kept; and the templates of each partner."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from pipelines.cli import medvind
from pipelines.intake.guides.column_guide import fields_of
from pipelines.pages.tried_file import _safe, forget_tried
from pipelines.settings import Limits, Settings
from schemas.feeds import all_feeds
from schemas.partners import all_partners
from tests.intake import samples
from tests.intake.samples import absence, cprs, text
from tests.pages.published_demo import Visitor, published_with_keys, served

GOOD = text(samples.ABSENCE, absence())


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    made = published_with_keys(tmp_path_factory.mktemp("trying"))
    return replace(made, limits=Limits(settle_seconds=0.0, tried_bytes=100_000))


@pytest.fixture(scope="module")
def port(installation: Settings):  # type: ignore[no-untyped-def]
    with served(installation) as port:
        yield port


def files(settings: Settings) -> set[Path]:
    return {path for path in settings.data.rglob("*") if path.is_file()}


def send(port: int, data: bytes, name: str = "fravær.csv", partner: str = "", field: str = "fil") -> Visitor:
    """Submit the form as a browser does."""
    mark = "----medvind"
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'.encode(),
        data,
        f'\r\n--{mark}\r\nContent-Disposition: form-data; name="partner"\r\n\r\n{partner}\r\n--{mark}--\r\n'.encode(),
    ]
    visitor = Visitor(port)
    headers = {"Origin": f"http://127.0.0.1:{port}", "Content-Type": f"multipart/form-data; boundary={mark}"}
    visitor.get("/proev", "POST", b"".join(parts), **headers)  # type: ignore[arg-type]
    return visitor


def test_a_good_file_is_said_to_be_good_and_nothing_is_kept(installation: Settings, port: int) -> None:
    before = files(installation)
    visitor = send(port, GOOD, partner="oestskolen")
    said = visitor.body.decode()
    assert visitor.status == 200 and "alle 3 rækker er med" in said and "Intet er gemt." in said
    assert "fravær.csv" in said
    assert files(installation) == before
    assert not installation.tried.exists() or list(installation.tried.iterdir()) == []


def test_problems_are_said_as_the_command_says_them_and_without_values(port: int, tmp_path: Path) -> None:
    body = absence()
    body[0][3] = "halvtreds"
    data = text(samples.ABSENCE, body)
    said = send(port, data).body.decode()
    (tmp_path / "fil.csv").write_bytes(data)
    printed = CliRunner().invoke(medvind, ["check", str(tmp_path / "fil.csv")]).output
    headline = printed.splitlines()[0]
    assert headline in said and "Vi kan ikke læse tallet i Skoledage." in said and "D2" in said
    assert "halvtreds" not in said and cprs(1)[0] not in said


def test_a_list_that_is_not_agreed_with_the_partner_is_refused(port: int) -> None:
    assert "ikke er aftalt med jer" in send(port, GOOD, partner="kui").body.decode()
    assert send(port, GOOD, partner="ingen").status == 400


@pytest.mark.parametrize("name", ["../../raw/x.csv", "C:\\Users\\x\\fil.csv", ".skjult.csv", "..", "<b>.csv"])
def test_a_name_leads_nowhere_and_says_nothing_of_its_own(
    installation: Settings, port: int, name: str
) -> None:
    before = files(installation)
    visitor = send(port, GOOD, name)
    assert (
        visitor.status == 200 and "<b>" not in visitor.body.decode().split("Svaret på")[1].split("</h2>")[0]
    )
    assert files(installation) == before
    assert "/" not in _safe(name) and not _safe(name).startswith(".")


def bomb() -> bytes:
    """A zip file that unpacks to much more than it holds."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("fravær.csv", b"0" * 50_000_000)
    return made.getvalue()[:90_000]


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"", "tom.csv"), (b"\x00\xff" * 500, "x.xlsx"), (bomb(), "x.zip"), (b"%PDF-1.4", "x.pdf")],
)
def test_a_file_that_is_none_of_ours_gets_an_answer_too(port: int, data: bytes, name: str) -> None:
    visitor = send(port, data, name)
    assert visitor.status == 200 and "Intet er gemt." in visitor.body.decode()


def test_too_much_is_refused(installation: Settings, port: int) -> None:
    visitor = send(port, b"x" * 200_000)
    assert visitor.status == 413 and "indbakken" in visitor.body.decode()
    assert not installation.tried.exists() or list(installation.tried.iterdir()) == []


def test_what_is_no_form_of_the_page_is_refused(port: int) -> None:
    assert send(port, GOOD, field="other").status == 400
    assert send(port, GOOD, name="").status == 400
    visitor = Visitor(port)
    visitor.send("/proev", fil="x")
    assert visitor.status == 400
    origin = f"http://127.0.0.1:{port}"
    for kind in ("multipart/form-data", "multipart/form-data; boundary=x"):
        visitor.get("/proev", "POST", "garbage", Origin=origin, Content_Type=kind)
        assert visitor.status == 400
    visitor.get("/proev", "POST", "x", Origin="http://evil.example")
    assert visitor.status == 403


def test_a_file_that_takes_too_long_is_given_up_and_removed(tmp_path: Path) -> None:
    slow = replace(published_with_keys(tmp_path), limits=Limits(tried_seconds=0.05))
    with served(slow) as port:
        visitor = send(port, GOOD)
    assert visitor.status == 503 and "indbakken" in visitor.body.decode()
    assert list(slow.tried.iterdir()) == []


def test_what_a_killed_server_left_is_removed_at_the_next_start(installation: Settings) -> None:
    left = installation.tried / "x" / "fil.csv"
    left.parent.mkdir(parents=True)
    left.touch()
    forget_tried(installation)
    assert not installation.tried.exists()


def test_before_the_first_publication_a_file_can_be_tried(tmp_path: Path) -> None:
    with served(Settings(tmp_path / "data", tmp_path / "keys")) as port:
        assert "alle 3 rækker er med" in send(port, GOOD).body.decode()
        assert "Skabeloner" in Visitor(port).get("/skabeloner")


def test_every_partners_lists_have_a_template_without_its_constants(port: int) -> None:
    visitor = Visitor(port)
    links = re.findall(r'href="(/skabeloner/[^"]+)"', visitor.get("/skabeloner"))
    agreed = [(partner, name) for partner in all_partners() for name in partner.feeds]
    assert len(links) == len(agreed)
    for link, (partner, name) in zip(links, agreed, strict=True):
        visitor.get(link)
        sheet = load_workbook(BytesIO(visitor.body)).worksheets[0]
        feed, constants = all_feeds()[name], partner.constants.of_feed(name)
        titles = [field.title for field in fields_of(feed) if field.name not in constants]
        assert [cell.value for cell in sheet[1]] == titles
        assert f"{feed.title} - skabelon.xlsx" in unquote(visitor.headers["content-disposition"])


def test_a_template_of_nobody_is_not_there(port: int) -> None:
    visitor = Visitor(port)
    for path in ("/skabeloner/ingen/absence", "/skabeloner/kui/nej", "/skabeloner/kui/residents"):
        visitor.get(path)
        assert visitor.status == 404
