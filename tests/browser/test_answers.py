"""A header and a code are learned, undone and learned otherwise, on the pages in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.identity.key_files import keys_of
from pipelines.settings import Settings
from tests.browser.watching import accessible, watched
from tests.intake import samples
from tests.intake.samples import absence, ingest, rows, text
from tests.pages.published_demo import LOGIN, published_with_keys, served


@pytest.fixture
def installation(tmp_path: Path) -> Settings:
    return published_with_keys(tmp_path)


@pytest.fixture
def page(installation: Settings, browser: Browser) -> Iterator[Page]:
    with served(installation) as port:
        url = f"http://127.0.0.1:{port}"
        with watched(
            browser,
            {"width": 1280, "height": 900},
            url,
            lambda asked: asked.startswith(url),
            login=f"{url}{LOGIN.path}",
        ) as opened:
            yield opened


def refused(installation: Settings, **instead: str) -> Manifest:
    headers = [instead.get(header, header) for header in samples.ABSENCE]
    drop = samples.send(installation, keys_of(installation), text(headers, absence(3)))
    assert drop.verdict == "rejected"
    return drop


def read_again(installation: Settings) -> Manifest:
    (drop,) = ingest(installation, keys_of(installation))
    return drop


def answer_column(page: Page, letter: str, field: str) -> None:
    page.get_by_label(f"Kolonne {letter}").select_option(label=field)


def take_back_first(page: Page) -> None:
    page.goto("/svar")
    accessible(page)
    page.get_by_role("button", name="Tag svaret tilbage").first.click()
    page.get_by_text("Svaret er taget tilbage").wait_for()


def test_a_header_is_learned_undone_and_learned_otherwise(installation: Settings, page: Page) -> None:
    drop = refused(installation, Sygdom="Dage A", Lovligt="Dage B")
    page.goto(f"/svar/{drop.receipt_id}")
    accessible(page)
    answer_column(page, "E", "Lovligt")
    answer_column(page, "F", "Sygdom")
    page.get_by_role("button", name="Gem, og læs filen igen").click()
    page.get_by_text("Svarene er gemt").wait_for()
    wrong = read_again(installation)
    assert wrong.accepted
    take_back_first(page)
    take_back_first(page)
    again = read_again(installation)
    assert again.verdict == "rejected"
    page.goto("/svar")
    page.get_by_role("link", name=again.file_name).click()
    answer_column(page, "E", "Sygdom")
    answer_column(page, "F", "Lovligt")
    page.get_by_role("button", name="Gem, og læs filen igen").click()
    page.get_by_text("Svarene er gemt").wait_for()
    right = read_again(installation)
    sick = [float(row[4].replace(",", ".")) for row in absence(3)]
    assert rows(installation, right)["sick_days"].to_list() == sick


def test_a_code_is_learned_undone_and_learned_otherwise(installation: Settings, page: Page) -> None:
    headers = ["Skolenavn" if header == "Institutionsnr" else header for header in samples.ABSENCE]
    sent = text(headers, absence(3, school="Urban"))
    drop = samples.send(installation, keys_of(installation), sent)
    for school, number in (("Vestskolen", "561010"), ("Østskolen", "561001")):
        page.goto(f"/svar/{drop.receipt_id}")
        accessible(page)
        page.get_by_label("Kolonne", exact=True).select_option(label="Institutionsnr")
        page.get_by_label("Teksten i filen").fill("Urban")
        page.get_by_label("Betyder").fill(school)
        page.get_by_role("button", name="Gem svaret").click()
        page.get_by_text("Svaret er gemt").wait_for()
        read = read_again(installation)
        assert set(rows(installation, read)["school_no"]) == {number}
        take_back_first(page)
        drop = read_again(installation)
        assert drop.verdict == "rejected"
