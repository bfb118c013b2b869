"""The report in a real Chromium, as people meet it: on a phone, on a laptop and on paper.

Needs Chromium on the path: `make browser` puts it there.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from report import making

from pipelines.report import About, build_report, print_pdf

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PHONE, LAPTOP = {"width": 360, "height": 780}, {"width": 1280, "height": 900}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rapport") / "report.html"
    about = About(making.ABOUT.publication, making.ABOUT.published_at, "2026K4")
    path.write_text(build_report(making.every_status(), None, about), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(params=[PHONE, LAPTOP], ids=["phone", "laptop"])
def page(request: pytest.FixtureRequest, browser: Browser, report: Path) -> Iterator[Page]:
    """The report opened; afterwards, that it complained of nothing and asked for nothing but itself."""
    opened = browser.new_page(viewport=request.param)
    opened.set_default_timeout(5000)
    said: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda asking: asked.append(asking.url))
    opened.goto(report.as_uri())
    yield opened
    opened.close()
    assert said == []
    assert {url for url in asked if not url.startswith("data:")} == {report.as_uri()}


def test_the_checker_finds_nothing(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert found.violations_count == 0, found.generate_report()


def test_nothing_is_wider_than_the_screen(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_words_in_a_chart_stand_within_the_card(page: Page) -> None:
    outside = """() => [...document.querySelectorAll('.plot span')].filter(one => {
        const word = one.getBoundingClientRect(), card = one.closest('.indicator').getBoundingClientRect();
        return word.left < card.left || word.right > card.right;
    }).map(one => one.textContent)"""
    assert page.evaluate(outside) == []


def test_the_way_from_the_headline_to_a_figure_and_back(page: Page) -> None:
    page.locator("nav .marks a").first.click()
    article = page.locator("article.indicator").first
    assert page.url.endswith("#" + (article.get_attribute("id") or "?"))
    table = article.locator("details table").first
    assert not table.is_visible()
    article.locator("summary").first.click()
    assert table.is_visible()
    article.get_by_label("Vores noter om").fill("Spørg skolerne")
    article.get_by_role("link", name="Til overblikket").click()
    assert page.url.endswith("#overblik")
    page.locator("nav.bar").get_by_role("link", name="Indsatser").click()
    page.locator("#indsatser .aims a").first.click()
    assert "#i-indicator_" in page.url


def test_the_keyboard_alone(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Gå til indholdet"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "indhold"
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details").first.get_attribute("open") is not None


def test_on_paper_everything_is_open(page: Page) -> None:
    page.emulate_media(media="print")
    for table in page.locator("details table").all():
        assert table.is_visible()
    assert not page.locator("nav.bar").is_visible()


def test_it_is_printed(report: Path, tmp_path: Path) -> None:
    assert print_pdf(report, tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]
