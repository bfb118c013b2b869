"""The receipt page that a partner finds in `retur/`, in Chromium: on a phone, on a laptop and in print.

Needs Chromium on the path: `make browser` installs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from pipelines.intake.identity.key_files import load_keys, make_keys
from pipelines.settings import Limits, Settings
from tests.browser.watching import PHONE, accessible, as_on_screen, readable_in_the_dark, watched
from tests.intake import samples
from tests.intake.samples import absence, exams, ingest, pupils, put, text

# Pixel width of A4 between the print margins.
PAPER = ViewportSize(width=688, height=980)
GROUND = "getComputedStyle(document.body).backgroundColor"
LATER = samples.RECEIVED + 86_400
KINDS = ("accepted", "accepted_with_warnings", "held", "rejected", "duplicate", "unreadable", "wide", "long")


@pytest.fixture(scope="module")
def receipts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The receipt page of each kind of drop."""
    folder = tmp_path_factory.mktemp("inst")
    make_keys(folder / "keys")
    installation = Settings(folder / "data", folder / "keys", Limits(settle_seconds=0.05))
    pages = {}
    for kind, (name, sent) in files().items():
        put(installation, sent, name, modified=LATER if kind == "held" else samples.RECEIVED)
        (drop,) = ingest(installation, load_keys(installation.keys))
        (pages[kind],) = (installation.inbox / "oestskolen" / "retur").glob(f"*{drop.receipt_id}.html")
        assert drop.verdict == kind or kind in ("unreadable", "wide", "long")
    return pages


def files() -> dict[str, tuple[str, bytes]]:
    """File name and bytes to send for each kind of receipt, in this order."""
    few = absence(40, "2025M10")
    few[3][3], few[9][0], few[12][1] = "0", "1,01E+08", "999999"
    double = [*few, [*few[1][:4], "9", "0", "0"]]
    headers = [*samples.ABSENCE, "Bemærkning med et meget langt navn"]
    missing = [row[:3] for row in absence(30, "2025M08")]
    many = ("CPR", "Skolenr", "Skoleår", "110", "120", "140", "150", "210", "220", "310", "410")
    grades = [[row[0], "561001", "2024/25", "7", "syg", "4", "2", "10", "88", "12", "7"] for row in exams(25)]
    every = absence(300, "2025M11")
    for place, row in enumerate(every):
        row[3 + place % 4] = "mange" if place % 2 else row[3]
    first = text(samples.PUPILS, pupils(40))
    return {
        "accepted": ("elever.csv", first),
        "accepted_with_warnings": ("fravær.csv", text(headers, [[*row, "x"] for row in double])),
        "held": ("elever igen.csv", text(samples.PUPILS, pupils(10))),
        "rejected": ("fravær uden tal.csv", text(samples.ABSENCE[:3], missing)),
        "duplicate": ("elever (1).csv", first),
        "unreadable": ("scan.pdf", b"%PDF-1.7"),
        "wide": ("prøver-på-tværs-af-alle-fag-i-niende-klasse-" * 3 + ".csv", text(many, grades)),
        "long": ("fravær for november.csv", text(samples.ABSENCE, every)),
    }


@pytest.fixture(scope="module", params=KINDS)
def receipt(request: pytest.FixtureRequest, receipts: dict[str, Path]) -> Path:
    return receipts[request.param]


@pytest.fixture(scope="module")
def opened(browser: Browser, viewport: ViewportSize, receipt: Path) -> Iterator[Page]:
    """The receipt page, opened once for all tests of it; afterwards, assert that it logged no error and requested no
    other resource."""
    only = receipt.as_uri()
    with watched(browser, viewport, only, lambda url: url == only) as page:
        yield page


@pytest.fixture
def page(opened: Page, viewport: ViewportSize) -> Page:
    return as_on_screen(opened, viewport)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_everybody_can_read_it(page: Page) -> None:
    accessible(page)
    assert page.locator("h1").count() == 1
    assert fits(page)


def test_everybody_can_read_it_on_a_dark_screen(page: Page) -> None:
    readable_in_the_dark(page)
    assert page.evaluate(GROUND) == "rgb(16, 26, 32)"


def test_paper_is_white_where_the_screen_is_dark(page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.card')).backgroundColor")
        == "rgb(255, 255, 255)"
    )
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(22, 48, 63)"


def test_nothing_stands_outside_its_card(page: Page) -> None:
    outside = """() => [...document.querySelectorAll('.card *')].filter(one => {
        if (one.closest('.scroll') && !one.matches('.scroll')) return false;
        const word = one.getBoundingClientRect(), card = one.closest('.card').getBoundingClientRect();
        return word.width && (word.left < card.left - 1 || word.right > card.right + 1);
    }).map(one => one.textContent)"""
    assert page.evaluate(outside) == []


def test_no_heading_of_a_table_is_broken_within_a_word(page: Page) -> None:
    broken = """() => [...document.querySelectorAll('table.list th')].filter(one => {
        const words = document.createRange();
        words.selectNodeContents(one);
        return !one.innerText.includes(' ') && words.getClientRects().length > 1;
    }).map(one => one.innerText)"""
    assert page.evaluate(broken) == []


def test_the_keyboard_reaches_all_that_moves(page: Page) -> None:
    page.reload()
    wide = page.locator(".scroll").count()
    reached = 0
    for _ in range(wide):
        page.keyboard.press("Tab")
        reached += page.evaluate("document.activeElement.matches('.scroll')")
    assert reached == wide


def test_it_is_printed(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    assert fits(page)
    cut = "() => [...document.querySelectorAll('.scroll')].filter(one => one.scrollWidth > one.clientWidth).length"
    assert page.evaluate(cut) == 0
    page.pdf(path=tmp_path / "side.pdf", prefer_css_page_size=True)
    assert (tmp_path / "side.pdf").read_bytes().startswith(b"%PDF")


def test_the_answer_stands_on_the_first_screen_of_a_phone(page: Page) -> None:
    assert page.locator("h1").bounding_box()["y"] < 300  # type: ignore[index]
    assert page.locator(".badge").first.bounding_box()["y"] < PHONE["height"]  # type: ignore[index]


def test_a_marked_cell_can_be_seen_on_a_phone_without_moving_anything(
    browser: Browser, receipts: dict[str, Path]
) -> None:
    with watched(browser, PHONE, receipts["wide"].as_uri(), lambda _: True) as page:
        for table in page.locator(".scroll").all():
            cell, frame = table.locator("td.fault").first.bounding_box(), table.bounding_box()
            assert cell and frame
            assert cell["x"] >= frame["x"] and cell["x"] + 40 <= frame["x"] + frame["width"]
