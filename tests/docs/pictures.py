"""Take the pictures of the README anew: the report's first screen, a receipt and the front of the pages.

Run as a program; it needs Chromium. What they show is the neighbourhood of the SQL guide.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.watching import chromium
from tests.docs.sql_guide import neighbourhood
from tests.pages.published_demo import LOGIN, served

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
WIDE, NARROW = (1200, 820), (820, 900)


def main() -> None:
    """Build the neighbourhood and write the pictures."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as root, chromium() as browser:
        settings = neighbourhood(Path(root))
        take(browser, (settings.marts / "report.html").as_uri(), "report", WIDE)
        take(browser, a_receipt(settings.inbox).as_uri(), "receipt", NARROW)
        with served(settings) as port:
            take(browser, f"http://127.0.0.1:{port}{LOGIN.path}", "pages", WIDE)


def a_receipt(inbox: Path) -> Path:
    """The page of the first receipt with a cell to mend."""
    pages = sorted(inbox.glob("*skolen/retur/*.html"))
    return next(page for page in pages if "ret her" in page.read_text(encoding="utf-8"))


def take(browser: Browser, url: str, name: str, size: tuple[int, int]) -> None:
    """Write the first screen of a page, in a size of its own."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(url)
    page.screenshot(path=FOLDER / f"{name}.png")
    page.close()


if __name__ == "__main__":
    main()
