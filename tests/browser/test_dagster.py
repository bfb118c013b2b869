"""Dagster's pages in Chromium, after a run that files in the inbox have started.

Covers what our definitions show there: groups, descriptions, numbers and links. Dagster itself is responsible for the
accessibility of its pages. Needs Chromium on the path: `make browser` installs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from pipelines.publication.mart_tables import PUBLISHED
from tests.browser.watching import as_on_screen, watched
from tests.end_to_end.leaks import Wanted, leaks_in, persons_in
from tests.end_to_end.serving import Service, until
from tests.end_to_end.small_worlds import Installation, Town, new_installation, settle

PHONE, LAPTOP = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=900)
# Dagster's pages, and a text of each, which a phone may have no room for.
PAGES = {
    "/overview": "Timeline",
    "/asset-groups": "5_path_2_skole",
    "/assets": "absence",
    "/assets/feeds/absence": "Elevernes skoledage og fravær",
    "/assets/published": "published_cells",
    "/runs": "full_pipeline",
    "/automation": "inbox_sensor",
}


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A data folder with the waiting files of a small place."""
    made = new_installation(tmp_path_factory.mktemp("served"))
    return Town(made, settle(made, residents=150, years=1))


@pytest.fixture(scope="module")
def installation(village: Town) -> Installation:
    return village.installation


@pytest.fixture(scope="module")
def service(installation: Installation) -> Iterator[Service]:
    """`medvind serve`, after the waiting files have been ingested and published."""
    served = Service(installation)
    served.start()
    try:
        until(lambda: served.statuses() and served.all_ended(), "the files start no run that ends")
        assert served.statuses() == ["SUCCESS"]
        yield served
    finally:
        assert served.stop()


@pytest.fixture(scope="module")
def server_url(service: Service) -> str:
    return f"http://127.0.0.1:{service.port}"


@pytest.fixture(scope="module")
def window(browser: Browser, server_url: str, service: Service) -> Iterator[Page]:
    """One browser window for all tests, for each page of Dagster is one large program that the browser keeps;
    afterwards, assert that no error was logged and nothing was requested from another machine."""
    with watched(
        browser, LAPTOP, f"{server_url}/overview", on_this_machine, heard=("error",), login=service.link()
    ) as opened:
        yield opened


@pytest.fixture
def page(window: Page, server_url: str) -> Page:
    """The window, with whatever page of Dagster an earlier test has left there."""
    if not window.url.startswith(f"{server_url}/"):
        window.goto("/overview")
    return as_on_screen(window, LAPTOP)


def visit(page: Page, path: str) -> None:
    """Open one of Dagster's pages as its own links do: they are one program, which is loaded once."""
    page.evaluate(
        """path => { history.pushState({}, "", path); dispatchEvent(new PopStateEvent("popstate")); }""", path
    )


def on_this_machine(url: str) -> bool:
    return re.match(r"(https?|wss?)://127\.0\.0\.1:\d+(/|$)", url) is not None or url.startswith("blob:")


def beside(page: Page, key: str) -> Locator:
    """The row of a metadata key on an asset's page."""
    return page.get_by_role("row").filter(has=page.get_by_text(key, exact=True)).first


def number(page: Page, key: str) -> float:
    return float(beside(page, key).inner_text().split()[-1].replace(",", ""))


def test_from_the_groups_to_an_indicator(page: Page) -> None:
    # Not the front page, which goes on to another one by itself.
    visit(page, "/overview")
    page.get_by_role("link", name="Lineage").first.click()
    groups = page.get_by_text(re.compile(r"^\d_[a-z0-9_]+$"))
    expect(groups.first).to_be_visible()
    # The list beside the graph, from the top.
    placed = [(one.bounding_box(), one.inner_text()) for one in groups.all()]
    listed = sorted((box["y"], name) for box, name in placed if box and box["x"] < 540)
    names = list(dict.fromkeys(name for _, name in listed))
    assert names == sorted(names) and (names[0], names[-1]) == ("1_feeds", "9_publication")
    assert [name for name in names if name.startswith("5_path_")][1] == "5_path_2_skole"
    # Expand the group in the graph, then open an asset in it.
    page.get_by_text("5_path_2_skole", exact=True).last.click()
    page.get_by_text("absence_over_10", exact=True).last.click()
    expect(page.get_by_text("Elever med over 10 pct. fravær").first).to_be_visible()
    page.get_by_role("link", name="View in Asset Catalog").click()
    page.wait_for_url("**/assets/absence_over_10*")
    expect(page.get_by_role("link", name="See the figure")).to_be_visible()


def test_a_feed_has_its_columns_its_numbers_and_its_receipts(page: Page, installation: Installation) -> None:
    visit(page, "/assets/feeds/absence")
    expect(page.get_by_text("Elevernes skoledage og fravær")).to_be_visible()
    expect(page.get_by_text("unauthorised_days", exact=True).first).to_be_visible()
    drops = [drop for drop in installation.manifests() if drop.feed == "absence"]
    expect(page.get_by_text("new_drops", exact=True)).to_be_visible()
    assert number(page, "new_drops") == len(drops)
    assert number(page, "rows_loaded") == sum(drop.rows.loaded for drop in drops)
    with page.expect_popup() as opening:
        page.get_by_role("link", name=re.compile("kvitteringer")).first.click()
    listed = opening.value
    expect(listed.get_by_role("heading", name="Kvitteringer")).to_be_visible()
    assert listed.get_by_role("link", name=re.compile("^Fravær fra ")).count() == len(drops)
    listed.close()


def test_a_receipt_opens_from_the_asset_of_receipts(page: Page) -> None:
    visit(page, "/assets/intake/drops")
    expect(page.get_by_text("accepted_with_warnings", exact=True)).to_be_visible()
    expect(beside(page, "verdicts_by_feed")).to_contain_text("absence")
    page.get_by_text("[Show Markdown]").last.click()
    link = page.get_by_role("link", name=re.compile(r"^\d{8}-\w{8}$")).first
    address, receipt = link.get_attribute("href") or "", link.inner_text()
    assert page.goto(address).ok  # type: ignore[union-attr]
    assert page.get_by_text(receipt, exact=True).first.is_visible()


@pytest.mark.parametrize(("key", "said"), [("report", "MedVind i Østerbyen"), ("data_docs", "Udgivelsen er")])
def test_the_publication_leads_to_its_report_and_data_docs(page: Page, key: str, said: str) -> None:
    visit(page, "/assets/published")
    expect(page.get_by_text("published_cells", exact=True)).to_be_visible()
    assert number(page, "published_cells") > 0 and 0 < number(page, "hidden_share") < 1
    address = beside(page, key).get_by_role("link").first.get_attribute("href") or ""
    assert page.goto(address).ok  # type: ignore[union-attr]
    assert said in page.locator("body").inner_text()


def test_numbers_are_charts_over_time(page: Page) -> None:
    visit(page, "/assets/published")
    page.get_by_text("Plots", exact=True).click()
    for key in ("published_cells", "hidden_share", "late", "gate_seconds"):
        expect(page.get_by_text(key, exact=True).first).to_be_visible()
    assert page.locator("canvas").count() >= 5


def test_the_checks_are_described(page: Page) -> None:
    visit(page, "/assets/published?view=checks")
    expect(page.get_by_text(f"Checks ({len(PUBLISHED)})")).to_be_visible()
    expect(page.get_by_text("may rely on")).to_be_visible()
    visit(page, "/assets/feeds/absence?view=checks&checkDetail=delivered_on_time")
    expect(page.get_by_text("partners' calendar")).to_be_visible()
    visit(page, "/assets/absence_over_10?view=checks&checkDetail=complete")
    expect(page.get_by_text("Everybody has delivered")).to_be_visible()
    visit(page, "/assets/int_periods?view=checks")
    expect(page.get_by_text("There is one row for each")).to_be_visible()


def test_a_run_step_by_step(page: Page, service: Service) -> None:
    (run,) = service.runs()
    visit(page, "/runs")
    page.get_by_role("link", name=run["runId"][:8]).first.click()
    page.wait_for_url(f"**/runs/{run['runId']}*")
    # Ingest, cells, disclosure control, marts, publication, two of checks. Dagster truncates names of short steps: only
    # the counts are always shown in full.
    for text in ("Succeeded (7)", "Errored (0)"):
        expect(page.get_by_text(text).first).to_be_visible()


def test_what_starts_by_itself_says_so(page: Page) -> None:
    visit(page, "/automation")
    for name in ("inbox_sensor", "nightly", "nightly_upkeep", "quarterly_freeze"):
        expect(page.get_by_text(name, exact=True)).to_be_visible()
    visit(page, "/jobs")
    expect(page.get_by_text("definitions_backfill", exact=True)).to_be_visible()


def test_on_a_phone_nothing_breaks(browser: Browser, service: Service, server_url: str) -> None:
    """Dagster has no layout for phones: only that its pages open there without errors is required."""
    login = service.link()
    with watched(browser, PHONE, server_url, on_this_machine, heard=("error",), login=login) as page:
        for path, said in PAGES.items():
            visit(page, path)
            expect(page.get_by_role("link", name="Lineage").first).to_be_visible()
            expect(page.get_by_text(said).first).to_be_attached()


def test_the_page_of_an_asset_can_be_printed(page: Page) -> None:
    visit(page, "/assets/published")
    expect(page.get_by_text("published_cells", exact=True)).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text("published_cells", exact=True)).to_be_visible()
    assert page.pdf().startswith(b"%PDF")


@pytest.mark.usefixtures("service")
def test_what_dagster_keeps_and_says_of_all_feeds_names_nobody(village: Town) -> None:
    cprs, texts = persons_in(village.sent)
    assert len(cprs) > 100 and len(texts) > 100
    wanted, settings = Wanted(cprs, texts), village.installation.settings
    assert list(settings.dagster.rglob("*.db"))
    assert leaks_in(settings.dagster, wanted) == {}
    assert wanted.found_in((village.installation.root / "serve.log").read_bytes()) == set()
