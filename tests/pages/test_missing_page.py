"""The page of what is not delivered: an e-mail for each partner that owes a list, and the calendar."""

from __future__ import annotations

import re
from urllib.parse import unquote

from pipelines.pages.missing_page import letters
from tests.pages.published_demo import Visitor, receipts
from tests.report import example_tables


def test_a_letter_for_each_late_partner() -> None:
    tables = example_tables.tables(deliveries=receipts())
    (letter,) = letters(tables)
    assert letter.subject.startswith("Vi mangler ") and letter.body.startswith("Kære ")
    assert unquote(letter.address).endswith(letter.body)


def test_the_page_has_the_letters(visitor: Visitor) -> None:
    page = visitor.get("/mangler")
    assert visitor.status == 200 and "Vi venter på 1 partner" in page
    assert re.search(r"<textarea[^>]*>Kære ", page)
    assert 'href="/mangler"' in visitor.get("/")
