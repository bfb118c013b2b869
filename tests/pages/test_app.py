"""The pages over HTTP: content, downloads, and refused requests."""

from __future__ import annotations

import io
import re
import struct
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import openpyxl
import pytest

from pipelines.pages.ready_questions import questions
from pipelines.settings import Settings
from pipelines.text.hidden_da import HIDDEN_GUIDE, HIDDEN_MEANS
from tests.pages.published_demo import Visitor, published, served

FIGURE = "/tal?indikator=absence_over_10&omraade=OE1"


@pytest.mark.usefixtures("queries_in_this_process")
def test_the_front_page_links_to_every_page(visitor: Visitor) -> None:
    front = visitor.get("/")
    assert "<title>Tal fra MedVind</title>" in front and "Udgivet 24. november 2026" in front
    assert "Kvarteret Øst" in front and "Elever med over 10 pct. fravær" in front
    for path in re.findall(r'href="(/[^"]*)"', front):
        visitor.get(path)
        assert visitor.status == 200, path
    assert "/filer/nu/report.html" in front and "/filer/2026K3/report.html" in front


def test_one_figure_in_one_area(visitor: Visitor) -> None:
    page = visitor.get(FIGURE)
    assert "Elever med over 10 pct. fravær, Kvarteret Øst" in page
    assert "<figure" in page and "Skjult: skoleåret 2023/24" in page
    cells = re.findall(r"<td[^>]*>(?:<a[^>]*>)?([^<]*)(?:</a>)?</td>", page)
    assert cells.count("skjult") == 2 and "ikke leveret" in cells
    assert "<dt>Siden sidst</dt>" in page and "Kan ikke sammenlignes" in page
    assert "area = &#39;OE1&#39;" in page and "hele Østerbyen" not in re.findall(r"<h1>(.*)</h1>", page)[0]


def test_each_hidden_number_leads_to_the_same_reason(visitor: Visitor) -> None:
    """Whether a number is hidden for its own sake or for another's is not said."""
    links = re.findall(r'<td[^>]*><a class="soft" href="(/ord#skjult)" title="([^"]*)">', visitor.get(FIGURE))
    assert links == [("/ord#skjult", HIDDEN_MEANS)] * 2
    assert f'<dt id="skjult">skjult</dt><dd>{HIDDEN_MEANS} {HIDDEN_GUIDE}</dd>' in visitor.get("/ord")


def test_a_chart_is_a_picture_of_its_own(visitor: Visitor) -> None:
    svg = visitor.get(FIGURE.replace("/tal", "/graf.svg"))
    assert visitor.headers["content-disposition"] == 'attachment; filename="absence_over_10-OE1.svg"'
    drawn = ElementTree.fromstring(svg)  # noqa: S314 - a picture of our own
    texts = ["".join(one.itertext()) for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert texts[0] == "Elever med over 10 pct. fravær, Kvarteret Øst"
    assert "skjult" in texts and "2024/25" in texts
    assert texts[-1].startswith("Kilde: MedVind i Østerbyen, udgivet 24. november 2026.")
    assert "987" not in svg


@pytest.mark.parametrize(
    ("address", "name", "size"),
    [
        (FIGURE.replace("/tal", "/graf.png"), "absence_over_10-OE1.png", (2320, 1080)),
        ("/styregruppe.png", "styregruppe.png", (3840, 2160)),
    ],
)
def test_a_picture_as_png(visitor: Visitor, address: str, name: str, size: tuple[int, int]) -> None:
    visitor.get(address)
    assert visitor.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert visitor.headers["content-type"] == "image/png"
    assert visitor.body[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", visitor.body[16:24]) == size


def test_the_slide_has_the_words_of_the_page(visitor: Visitor) -> None:
    drawn = ElementTree.fromstring(visitor.get("/styregruppe.svg"))  # noqa: S314 - a picture of our own
    texts = ["".join(one.itertext()) for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert "Har flyttet sig" in texts and "Hvad undrer vi os over?" in texts
    assert max(map(len, texts)) <= 140


def test_a_machine_without_fonts_gives_no_picture_without_words(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.pages.png_picture._has_font", lambda: False)
    assert "ingen skrifttyper" in visitor.get(FIGURE.replace("/tal", "/graf.png"))
    assert visitor.status == 503


def test_there_is_no_picture_without_a_number(visitor: Visitor) -> None:
    visitor.get("/graf.svg?indikator=leisure_membership")
    assert visitor.status == 404


def test_a_figure_that_no_area_has(visitor: Visitor) -> None:
    assert "deles ikke op på boligområder" in visitor.get("/tal?indikator=wellbeing_general&omraade=OE1")
    assert "<figure" in visitor.get("/tal?indikator=wellbeing_general")


@pytest.mark.parametrize(
    "path",
    [
        "/tal?indikator=x",
        "/tal?omraade=x'",
        "/spoergsmaal/0",
        "/spoergsmaal/99",
        f"/spoergsmaal/{'9' * 5000}",
        "/spoergsmaal/x",
        "/nej",
        "/filer/nu/x",
    ],
)
def test_unknown_paths_are_not_found(visitor: Visitor, path: str) -> None:
    assert "Til forsiden" in visitor.get(path)
    assert visitor.status == 404


@pytest.mark.usefixtures("queries_in_this_process")
def test_every_question_of_the_guide_is_answered(visitor: Visitor) -> None:
    assert len(questions()) >= 10
    for number, question in enumerate(questions(), start=1):
        page = visitor.get(f"/spoergsmaal/{number}")
        assert question.title in page and "Hent til Excel" in page and "Det gik ikke" not in page


def test_a_typed_question(visitor: Visitor) -> None:
    page = visitor.send("/sql", sql="select area, value from indicators\r\nwhere area = 'OE1'")
    assert "4 rækker" in page and "<figure" in page and "16,67" in page
    assert "select area, value from indicators\nwhere" in page
    assert "Parser Error" in visitor.send("/sql", sql="selec <b>")
    assert "<b>" not in visitor.body.decode().split("Det gik ikke")[1].split("</pre>")[0].split(">", 2)[2]
    assert "over 10.000 rækker" in visitor.send("/sql", sql="from range(10001)")


def test_a_result_can_be_downloaded(visitor: Visitor) -> None:
    query = "select '=1+1' as tekst, 1.5 as tal, date '2026-01-02' as dag, null::int as intet"
    assert visitor.send("/hent", sql=query, format="csv") == "tekst,tal,dag,intet\n'=1+1,1.5,2026-01-02,\n"
    assert visitor.headers["content-disposition"] == 'attachment; filename="medvind.csv"'
    visitor.send("/hent", sql=query, format="xlsx")
    rows = openpyxl.load_workbook(io.BytesIO(visitor.body))["Svar"]
    assert [cell.value for cell in rows[1]][:2] == ["tekst", "tal"]
    assert (rows["A2"].value, rows["A2"].data_type, rows["B2"].value) == ("=1+1", "s", 1.5)
    assert "Parser Error" in visitor.send("/hent", sql="selec", format="xlsx")


def test_only_loopback_host_names_are_served(visitor: Visitor) -> None:
    for host in ("evil.example", f"evil.example:{visitor.port}", "127.0.0.1.evil.example", ""):
        visitor.get("/", Host=host)
        assert visitor.status == 400
    visitor.get("/", Host=f"localhost:{visitor.port}")
    assert visitor.status == 200


def test_only_forms_of_the_pages_are_accepted(visitor: Visitor) -> None:
    for origin in ("http://evil.example", "null", "http://127.0.0.1:1", f"https://127.0.0.1:{visitor.port}"):
        visitor.get("/sql", "POST", "sql=select+1", Origin=origin)
        assert visitor.status == 403
    visitor.get("/sql", "POST", "sql=select+1")
    assert visitor.status == 403
    for method in ("PUT", "DELETE", "OPTIONS", "PATCH"):
        visitor.get("/", method)
        assert visitor.status == 405
    visitor.send("/sql", sql="x" * 300_000)
    assert visitor.status == 413


@pytest.mark.parametrize("path", ["/", "/nej", "/stil.css", FIGURE, "/filer/nu/report.html"])
def test_security_headers_are_set(visitor: Visitor, path: str) -> None:
    visitor.get(path)
    policy = visitor.headers["content-security-policy"]
    assert (
        policy.startswith(("default-src 'self'", "default-src 'none'")) and "frame-ancestors 'none'" in policy
    )
    assert "script-src 'unsafe" not in policy and "http" not in policy
    assert visitor.headers["x-content-type-options"] == "nosniff"
    assert visitor.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "name", ["publication.json", "medvind.duckdb", "..%2Fpublication.json", "%2Fetc%2Fpasswd"]
)
def test_no_other_file_can_be_downloaded(visitor: Visitor, name: str) -> None:
    for publication in ("nu", "2026K3", "..", "%2E%2E"):
        visitor.get(f"/filer/{publication}/{name}")
        assert visitor.status == 404


def test_an_earlier_publication_can_be_downloaded_while_it_exists(visitor: Visitor) -> None:
    assert "Rapport" in visitor.get("/filer/1/report.html")
    assert "/filer/1/" not in visitor.get("/")


def test_the_results_of_a_rejected_publication_can_be_read(tmp_path: Path) -> None:
    installation = published(tmp_path)
    (installation.marts / "rejected" / "data_docs").mkdir(parents=True)
    with served(installation) as port:
        Visitor(port).get("/filer/holdt-tilbage/data_docs/index.html")
        (installation.marts / "rejected" / "data_docs" / "index.html").write_text(
            "Holder ikke", encoding="utf-8"
        )
        assert "Holder ikke" in Visitor(port).get("/filer/holdt-tilbage/data_docs/index.html")
        assert "holdt-tilbage" not in Visitor(port).get("/")


def test_the_results_of_the_checks_lead_back_to_the_report(tmp_path: Path) -> None:
    installation = published(tmp_path)
    docs = installation.current_publication / "data_docs"
    docs.mkdir()
    (docs / "index.html").write_text('<a href="../report.html">Tilbage</a>', encoding="utf-8")
    with served(installation) as port:
        visitor, address = Visitor(port), "/filer/nu/data_docs/index.html"
        link = re.search('href="([^"]*)"', visitor.get(address))
        assert link and "Rapport" in visitor.get(urljoin(address, link[1]))


def test_nothing_published(tmp_path: Path) -> None:
    with served(Settings(tmp_path / "data", tmp_path / "keys")) as port:
        assert "medvind run" in Visitor(port).get("/")
