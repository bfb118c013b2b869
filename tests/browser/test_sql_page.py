"""The pages of the published figures in Chromium, on a phone and on a laptop.

Needs Chromium on the path: `make browser` installs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.watching import accessible, as_on_screen, readable_in_the_dark, watched
from tests.pages.published_demo import LOGIN, published, served

# Pixel size of A4 between its margins.
PAPER = ViewportSize(width=688, height=980)
PATHS = [
    "/",
    "/soeg?ord=elever",
    "/tal?indikator=absence_over_10&omraade=OE1",
    "/tal?indikator=wellbeing_general&omraade=OE1",
    "/styregruppe",
    "/sammenlign?indikator=absence_over_10&gruppe=area%3DOE1&gruppe=total&andre=ja",
    "/mangler",
    "/plakater",
    "/spoergsmaal",
    "/spoergsmaal/2",
    "/spoergsmaal/6",
    "/sql",
    "/ord",
    "/kvitteringer",
    "/kvitteringer/r1",
]


@pytest.fixture(scope="module")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(published(tmp_path_factory.mktemp("inst"))) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def window(browser: Browser, viewport: ViewportSize, server_url: str) -> Iterator[Page]:
    """One browser window for all tests; afterwards, assert that no error was logged and no other server was
    requested."""
    with watched(
        browser,
        viewport,
        server_url,
        lambda url: url.startswith(f"{server_url}/"),
        login=f"{server_url}{LOGIN.path}",
    ) as opened:
        yield opened


@pytest.fixture
def page(window: Page, viewport: ViewportSize) -> Page:
    """The front page."""
    as_on_screen(window, viewport).goto("/")
    return window


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def check(page: Page) -> None:
    """Run the checks of every page with all its sections open."""
    for one in page.locator("summary").all():
        one.click()
    assert fits(page)
    accessible(page)


@pytest.mark.parametrize("path", PATHS)
def test_every_page_can_be_read_by_everybody_and_printed(
    window: Page, viewport: ViewportSize, path: str
) -> None:
    page = as_on_screen(window, viewport)
    page.goto(path)
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    assert not page.locator("nav.bar").is_visible()
    assert fits(page)
    as_on_screen(page, viewport)
    check(page)
    readable_in_the_dark(page)


def test_from_the_front_page_to_a_chart_of_one_area_and_its_file(page: Page) -> None:
    page.get_by_label("Tal", exact=True).select_option(label="Elever med over 10 pct. fravær")
    page.get_by_label("Boligområde").select_option(label="Kvarteret Øst")
    page.get_by_role("button", name="Vis tallet").click()
    assert page.locator("h1").inner_text() == "Elever med over 10 pct. fravær, Kvarteret Øst"
    assert "Skjult: skoleåret 2023/24" in (page.locator("figure svg").first.get_attribute("aria-label") or "")
    assert page.locator("td", has_text="skjult").count() == 2
    for name, file in (("Hent til Excel", "medvind.xlsx"), ("Hent som CSV", "medvind.csv")):
        with page.expect_download() as coming:
            page.get_by_role("button", name=name).click()
        assert coming.value.suggested_filename == file
        assert Path(coming.value.path()).stat().st_size > 100


def test_from_the_front_page_to_a_receipt_and_the_figures_that_rest_on_it(page: Page) -> None:
    page.locator("nav.bar").get_by_role("link", name="Kvitteringer").click()
    page.get_by_label("Svar").select_option(label="Godkendt med bemærkninger")
    page.get_by_role("button", name="Vis dem").click()
    page.get_by_role("link", name="Fravær fra skole").click()
    assert page.locator("h1").inner_text() == "Fravær fra skole"
    page.get_by_role("link", name="Elever med over 10 pct. fravær").click()
    assert page.locator("figure svg[role=img]").count() == 1


def test_from_a_figure_to_ones_own_sql(page: Page) -> None:
    page.goto(PATHS[2])
    page.get_by_text("SQL bag svaret").click()
    page.get_by_role("button", name="Ret i det på SQL-siden").click()
    typed = page.get_by_label("Ét spørgsmål")
    assert "indicator_id = 'absence_over_10'" in typed.input_value()
    typed.fill("select area, value, status from indicators where area <> 'total'")
    page.get_by_role("button", name="Spørg").click()
    assert page.get_by_text("4 rækker").is_visible()
    check(page)


def test_an_sql_error_is_reported_and_the_query_is_kept(page: Page) -> None:
    page.goto("/sql")
    page.get_by_label("Ét spørgsmål").fill("select <b>intet</b> from ingenting")
    page.get_by_role("button", name="Spørg").click()
    assert "Parser Error" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("Ét spørgsmål").input_value() == "select <b>intet</b> from ingenting"
    check(page)


def test_the_keyboard_alone(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Gå til indholdet"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "ord"
    page.keyboard.type("over 10 pct. fravær")
    page.keyboard.press("Enter")
    page.wait_for_url("**/soeg?*")
    page.get_by_role("link", name="Elever med over 10 pct. fravær").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/tal?*")
    assert page.locator("figure, .said").count() > 0
