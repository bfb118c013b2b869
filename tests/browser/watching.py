"""Checks of every page in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

# The browser without a window comes first: the same engine, but a page costs a fifth of the processor time.
_PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, _PROGRAMS)), None)
PHONE, LAPTOP = ViewportSize(width=360, height=780), ViewportSize(width=1280, height=900)
# Milliseconds against a page that hangs; no test measures time by it.
_PATIENCE = 300_000
expect.set_options(timeout=_PATIENCE)
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RULES_OF_COLOURS = ["color-contrast", "link-in-text-block"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium under Playwright."""
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@contextmanager
def watched(
    browser: Browser,
    viewport: ViewportSize,
    url: str,
    is_ours: Callable[[str], bool],
    heard: Collection[str] = (),
    login: str = "",
) -> Iterator[Page]:
    """Yield the page at `url`; afterwards, assert that it logged no error and requested only allowed URLs.

    For pages that are not ours, only console messages of the kinds `heard` count; for ours, every message. `login`: the
    address that logs in, visited first.
    """
    opened = browser.new_page(viewport=viewport, base_url=url if url.startswith("http") else None)
    opened.set_default_timeout(_PATIENCE)
    if login:
        # The page's own cookies, without loading the page it leads to.
        assert opened.request.get(login).ok
    said: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda one: said.append(one.text) if one.type in heard or not heard else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda asking: asked.append(asking.url))
    opened.goto(url)
    yield opened
    opened.close()
    assert said == []
    assert url.rstrip("/") in {one.rstrip("/") for one in asked}
    assert [one for one in asked if not one.startswith("data:") and not is_ours(one)] == []


def as_on_screen(page: Page, viewport: ViewportSize) -> Page:
    """Take back what an earlier test emulated on a page that several tests share: paper, a dark screen, a size."""
    page.emulate_media(media="null", color_scheme="null")
    page.set_viewport_size(viewport)
    return page


def accessible(page: Page) -> None:
    """Assert that the accessibility checker finds nothing."""
    _check(page, "tag", _RULES)


def readable_in_the_dark(page: Page) -> None:
    """Assert that a dark screen changes nothing but colours, and that the accessibility checker finds nothing in these.

    What is checked in the light need not be checked again: most of it takes longer than the colours.
    """
    extent = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    before = page.evaluate(extent)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(extent) == before
    _check(page, "rule", _RULES_OF_COLOURS)


def _check(page: Page, kind: str, values: list[str]) -> None:
    axe = Axe()
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe.axe_script)
    only = {"runOnly": {"type": kind, "values": values}, "resultTypes": ["violations"]}
    found = AxeResults(page.evaluate("only => axe.run(only)", only))
    assert found.violations_count == 0, found.generate_report()
