"""Receipts opened in a real Chromium: no error on the console, nothing fetched, nothing wider than the page.

Needs Chromium on the path: `make browser` puts it there.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from intake import making
from intake.making import absence, put, take, text

from browser.watching import CHROMIUM
from pipelines.intake.keys import load_keys, make_keys
from pipelines.settings import Limits, Settings

_QUIET = ("background-networking", "component-update", "sync", "gpu", "extensions", "default-apps")


def chromium(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [
        str(CHROMIUM),
        "--headless",
        "--no-sandbox",
        "--no-first-run",
        f"--user-data-dir={folder / 'profile'}",
    ]
    command += [f"--disable-{part}" for part in _QUIET]
    return subprocess.run([*command, *options], capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Path]]:
    folder = tmp_path_factory.mktemp("house")
    make_keys(folder / "keys")
    house = Settings(folder / "data", folder / "keys", Limits(settle_seconds=0.05))
    body = absence(40)
    body[3][3], body[9][0], body[12][1] = "0", "1,01E+08", "999999"
    headers = [*making.ABSENCE, "Bemærkning med et meget langt navn"]
    put(house, text(headers, [[*row, "x"] for row in [*body, [*body[1][:4], "9", "0", "0"]]]), "fravær.csv")
    put(house, b"%PDF-1.7", "scan.pdf")
    put(house, text(making.PUPILS, making.pupils(30)), "elever.csv")
    take(house, load_keys(folder / "keys"))
    yield sorted((house.inbox / "oestskolen" / "retur").glob("*.html"))


def test_no_error_and_nothing_fetched(pages: list[Path], tmp_path: Path) -> None:
    for page in pages:
        log = tmp_path / "net.json"
        seen = chromium(
            tmp_path, "--enable-logging=stderr", f"--log-net-log={log}", "--dump-dom", page.as_uri()
        )
        assert "<h1>" in seen.stdout
        assert "CONSOLE" not in seen.stderr
        asked = set(re.findall(r'"url":"(https?:[^"]*)"', log.read_text(encoding="utf-8")))
        # What is left is the browser's own: it asks its maker for updates and the like.
        assert not {url for url in asked if "google" not in url}


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_screen(pages: list[Path], tmp_path: Path, width: int) -> None:
    for page in pages:
        frame = tmp_path / "frame.html"
        # A window of Chromium is never as narrow as a phone; a frame is.
        frame.write_text(
            f"<iframe src='{page.as_uri()}' style='width:{width}px;height:900px;border:0'></iframe><script>"
            "onload = () => { const d = frames[0].document.documentElement;"
            "document.title = d.scrollWidth <= d.clientWidth ? 'fits' : 'too wide'; }</script>",
            encoding="utf-8",
        )
        seen = chromium(tmp_path, "--allow-file-access-from-files", "--dump-dom", frame.as_uri())
        assert "<title>fits</title>" in seen.stdout


def test_a_page_can_be_printed(pages: list[Path], tmp_path: Path) -> None:
    for page in pages:
        printed = tmp_path / "side.pdf"
        chromium(tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={printed}", page.as_uri())
        assert printed.read_bytes().startswith(b"%PDF")
