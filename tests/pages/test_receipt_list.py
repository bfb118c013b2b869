"""The receipt pages: listed, filtered, and without content of the files."""

from __future__ import annotations

import re

import pytest

from pipelines.pages.receipt_list import ListedReceipt, find, resting
from pipelines.pages.receipt_routes import MOST_RECEIPTS
from tests.pages.published_demo import Visitor, receipts, tables_with_areas


def numbers(page: str) -> list[str]:
    return re.findall(r'href="/kvitteringer/([^"]+)"', page)


def test_every_receipt_is_listed_and_missing_feeds_are_not(visitor: Visitor) -> None:
    page = visitor.get("/kvitteringer")
    assert numbers(page) == ["r5", "r4", "r3", "r2", "r1"] and "5 kvitteringer" in page
    assert "Ikke leveret" not in page


def test_the_list_can_be_filtered(visitor: Visitor) -> None:
    assert numbers(visitor.get("/kvitteringer?partner=&liste=&svar=held")) == ["r3"]
    assert numbers(visitor.get("/kvitteringer?partner=skole&liste=absence")) == ["r5", "r3", "r2", "r1"]
    assert '<option value="absence" selected>' in visitor.body.decode()
    page = visitor.get("/kvitteringer?partner=<i>")
    assert "0 kvitteringer" in page and "<i>" not in page


def test_the_number_of_receipts_on_a_page_is_limited(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_RECEIPTS > 5
    monkeypatch.setattr("pipelines.pages.receipt_routes.MOST_RECEIPTS", 2)
    page = visitor.get("/kvitteringer")
    assert numbers(page) == ["r5", "r4"] and "de 2 nyeste" in page and "5 kvitteringer" in page


def test_a_receipt_links_to_the_indicators_based_on_it(visitor: Visitor) -> None:
    page = visitor.get("/kvitteringer/r1")
    assert "Fravær fra skole" in page and "14. august 2026 kl. 09.42" in page
    assert "1 af 3 rækker er med. 2 skal rettes" in page
    assert 'href="/tal?indikator=absence_over_10"' in page
    assert "Ingen endnu" in visitor.get("/kvitteringer/r3")


def test_a_receipt_that_is_not_published(visitor: Visitor) -> None:
    assert "næste udgivelse" in visitor.get("/kvitteringer/r9")
    assert visitor.status == 404


@pytest.mark.parametrize(
    ("number", "said", "tone"),
    [
        ("r1", "1 af 3 rækker er med. 2 skal rettes, før de kan tælle med.", "look"),
        ("r2", "Alle 2 rækker er med.", "good"),
        ("r3", "Ingen af filens 3 rækker er med.", "look"),
        ("r4", "Ingen af filens 4 rækker er med.", "bad"),
        ("r5", "Vi havde filen i forvejen, så den er ikke talt med igen.", "plain"),
    ],
)
def test_what_became_of_its_rows(number: str, said: str, tone: str) -> None:
    found = find({"deliveries": receipts()}, number)
    assert found and (found.said, found.tone) == (said, tone)


def test_non_data_rows_are_mentioned() -> None:
    row = {"rows_read": 154, "rows_loaded": 150, "rows_quarantined": 1, "feed": "absence", "partner": "skole"}
    said = ListedReceipt(row | {"verdict": "accepted_with_warnings"}).said
    assert said.startswith("150 af 154 rækker er med. 1 skal rettes") and "3 er ikke data" in said


def test_a_file_that_could_not_be_read() -> None:
    row = {"rows_read": 0, "rows_loaded": 0, "rows_quarantined": 0, "feed": None, "partner": "skole"}
    one = ListedReceipt(row | {"verdict": "rejected"})
    assert (one.title, one.said) == ("Ikke genkendt fra skole", "Filen kunne ikke læses.")


def test_indicators_based_on_a_receipt() -> None:
    tables = tables_with_areas()
    assert [(one, list(periods)) for one, _, periods in resting(tables, "r1")] == [
        ("absence_over_10", ["2025/26"])
    ]
    assert resting(tables, "r2") == []
