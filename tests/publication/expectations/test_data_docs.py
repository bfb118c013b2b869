from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import polars as pl
import pytest

from pipelines.publication.expectations.audit import audit
from pipelines.publication.expectations.data_docs import render
from tests.publication import example_marts

AT = datetime(2026, 1, 15, 8, 42, tzinfo=UTC)


@pytest.fixture(scope="module")
def passed() -> str:
    return render(audit(example_marts.tables(), None).results, "20260115-084200-abcd", AT)


@pytest.fixture(scope="module")
def broken() -> str:
    tables = example_marts.tables()
    leak = example_marts.cells(example_marts.hidden(area="A", value=float(example_marts.SECRET)))
    tables["indicators"] = pl.concat([tables["indicators"], leak])
    return render(audit(tables, None).results, "20260115-084200-abcd", AT)


def test_the_page_says_in_danish_that_all_is_well(passed: str) -> None:
    assert '<html lang="da">' in passed
    assert re.search(r"Alle \d+ løfter om tallene holder\. Udgivelsen er frigivet\.", passed)
    assert "Holder ikke" not in passed


def test_times_are_danish(passed: str) -> None:
    assert "torsdag den 15. januar 2026 kl. 09.42" in passed


def test_the_page_lists_failed_expectations_with_their_number_of_rows(broken: str) -> None:
    assert re.search(r"1 af \d+ løfter om tallene holder ikke\. Udgivelsen er holdt tilbage\.", broken)
    assert "Kolonnen value er tom i alle rækker." in broken
    assert "1 række afviger" in broken
    assert broken.count("Holder ikke") == 1


def test_no_value_of_a_cell_is_on_the_page(broken: str) -> None:
    assert str(example_marts.SECRET) not in re.sub(r"[.,\s\xa0]", "", broken)


class Outside(HTMLParser):
    """Collects everything that a browser would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        fetched = ("src", "srcset") if tag == "a" else ("src", "srcset", "href")
        self.found += [f"{tag} {name}={value}" for name, value in attrs if name in fetched]


def test_the_page_fetches_nothing(passed: str, broken: str) -> None:
    for page in (passed, broken):
        parser = Outside()
        parser.feed(page)
        assert parser.found == []
        assert not re.search(r"https?://|url\(|@import", page)


def test_a_page_of_what_was_published_leads_back_to_the_report(passed: str, broken: str) -> None:
    assert re.findall(r'href="([^"]*)"', passed) == ["../report.html"]
    assert "href" not in broken, "there is no report of what was held back"
