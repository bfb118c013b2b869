"""The page of a partner's own deliveries that lies in `retur/`, in Chromium.

Needs Chromium on the path: `make browser` installs it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from pipelines.report.partner_page import partner_page
from tests.browser.watching import accessible, watched
from tests.publication.test_partner_pages import indicators, tables
from tests.report.example_tables import ABOUT


@pytest.mark.parametrize(("scheme", "ground"), [("light", "rgb(242, 246, 247)"), ("dark", "rgb(16, 26, 32)")])
def test_everybody_can_read_it(
    browser: Browser, tmp_path: Path, scheme: Literal["light", "dark"], ground: str
) -> None:
    path = tmp_path / "jeres side.html"
    path.write_text(partner_page(tables(), indicators(ABOUT.day), "oestskolen", ABOUT), encoding="utf-8")
    with watched(browser, {"width": 360, "height": 780}, path.as_uri(), path.as_uri().__eq__) as page:
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == ground
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
