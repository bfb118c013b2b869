"""The report in Chromium: on a phone, on a laptop and in print.

Needs Chromium on the path: `make browser` installs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from pipelines.report import About, build_report, print_pdf
from tests.browser.watching import accessible, as_on_screen, readable_in_the_dark, watched
from tests.report import example_tables


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rapport") / "report.html"
    about = About(example_tables.ABOUT.publication, example_tables.ABOUT.published_at, "2026K4")
    path.write_text(build_report(example_tables.every_status(), None, about), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def opened(browser: Browser, viewport: ViewportSize, report: Path) -> Iterator[Page]:
    """The report page in one browser window for all tests; afterwards, assert that it logged no error and requested no
    other resource."""
    only = report.as_uri()
    with watched(browser, viewport, only, lambda url: url == only) as page:
        yield page


@pytest.fixture
def page(opened: Page, viewport: ViewportSize, report: Path) -> Page:
    """The report page, loaded anew for each test."""
    as_on_screen(opened, viewport).goto(report.as_uri())
    return opened


def test_the_checker_finds_nothing(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    accessible(page)


def test_the_checker_finds_nothing_on_a_dark_screen(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    readable_in_the_dark(page)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(242, 246, 247)"


def test_nothing_is_wider_than_the_screen(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_words_in_a_chart_stand_within_the_card(page: Page) -> None:
    outside = """() => [...document.querySelectorAll('.plot span')].filter(one => {
        const word = one.getBoundingClientRect(), card = one.closest('.indicator').getBoundingClientRect();
        return word.left < card.left || word.right > card.right;
    }).map(one => one.textContent)"""
    assert page.evaluate(outside) == []


def test_links_lead_from_the_headline_to_a_figure_and_back(page: Page) -> None:
    named = page.locator(".named a").first
    address = named.get_attribute("href") or "?"
    named.click()
    article = page.locator(f"article.indicator{address}")
    assert page.url.endswith(address)
    details = article.locator("details:not(.fold)").first
    table = details.locator("table")
    assert not table.is_visible()
    details.locator("summary").click()
    assert table.is_visible()
    assert not article.locator(".writing").is_visible(), "what is typed on the page would be lost"
    article.get_by_role("link", name="Til overblikket").click()
    assert page.url.endswith("#overblik")
    page.locator("nav.bar").get_by_role("link", name="Indsatser").click()
    page.locator("#indsatser .aims a").first.click()
    assert page.url.endswith(("#i-behind", "#i-improving"))


def test_breakdowns_are_folded_on_a_phone_alone(page: Page) -> None:
    fold = page.locator(".fold").first
    is_phone = page.evaluate("innerWidth") < 769
    assert fold.locator("table").first.is_visible() is not is_phone
    assert fold.locator("summary").is_visible() is is_phone
    if is_phone:
        fold.locator("summary").click()
        assert fold.locator("table").first.is_visible()


def test_what_is_chosen_hides_the_rest(page: Page) -> None:
    for choice in page.locator(".filter input:not(#vis-alle)").all():
        choice.check()
        kind = (choice.get_attribute("id") or "").removeprefix("vis-")
        marked = page.locator("[data-kind]:visible").evaluate_all("all => all.map(one => one.dataset.kind)")
        assert set(marked) == {kind}
        headings = page.locator(".stage:visible")
        with_some = headings.filter(has=page.locator(f"[data-kind={kind}]"))
        assert with_some.count() == headings.count() > 0
    page.locator("#vis-alle").check()
    articles = page.locator("article.indicator")
    assert articles.locator("visible=true").count() == articles.count() > 0


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
    tables = page.locator("details table")
    assert tables.locator("visible=true").count() == tables.count() > 0
    assert page.locator(".writing").first.is_visible()
    assert not page.locator("nav.bar").is_visible()


def test_it_is_printed(report: Path, tmp_path: Path) -> None:
    assert print_pdf(report, tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]
    # Each indicator has a page of its own; all the rest takes at most seven.
    pages = len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "report.pdf").read_bytes()))
    indicators = report.read_text(encoding="utf-8").count('<article class="indicator"')
    assert indicators + 3 <= pages <= indicators + 7
