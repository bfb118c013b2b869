"""The secretariat tries a file and fetches a template, on the pages in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.watching import accessible, watched
from tests.intake import samples
from tests.intake.samples import absence, text
from tests.pages.published_demo import LOGIN, published_with_keys, served


@pytest.fixture(params=[1280, 390])
def page(tmp_path: Path, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    size = {"width": request.param, "height": 900}
    with served(published_with_keys(tmp_path)) as port:
        url = f"http://127.0.0.1:{port}"
        ours = lambda asked: asked.startswith(url)  # noqa: E731
        with watched(browser, size, url, ours, login=f"{url}{LOGIN.path}") as opened:  # type: ignore[arg-type]
            yield opened


def test_a_file_is_tried_and_a_template_is_fetched(page: Page) -> None:
    body = absence()
    body[0][3] = "halvtreds"
    page.get_by_role("link", name="Prøv en fil").click()
    accessible(page)
    page.get_by_label("Filen, som partneren vil sende").set_input_files(
        {"name": "fravær.csv", "mimeType": "text/csv", "buffer": text(samples.ABSENCE, body)}
    )
    page.get_by_label("Hvem den kommer fra").select_option("oestskolen")
    page.get_by_role("button", name="Prøv filen").click()
    page.get_by_role("heading", name="Svaret på fravær.csv").wait_for()
    assert page.get_by_label("Hvem den kommer fra").input_value() == "oestskolen"
    accessible(page)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.get_by_role("link", name="Hent skabeloner").click()
    accessible(page)
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Fravær til Østskolen").click()
    assert fetched.value.suggested_filename == "Fravær - skabelon.xlsx"
