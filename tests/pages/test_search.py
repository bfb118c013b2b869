"""The search finds pages by their words."""

from __future__ import annotations

import polars as pl

from pipelines.pages.search import search
from tests.pages.published_demo import tables_with_areas
from tests.report import example_tables


def test_the_search_finds_names_definitions_and_questions() -> None:
    tables = tables_with_areas()
    named = search(tables, "FRAVÆR 10")
    assert named[0].address == f"/tal?indikator={example_tables.ABSENCE}"
    assert any(one.address.startswith("/spoergsmaal/") for one in search(tables, "drenge piger"))
    assert search(tables, "") == [] == search(tables, "findes ikke")


def test_every_word_must_be_found_in_any_spelling() -> None:
    tables = tables_with_areas()
    assert search(tables, "over fravær") == search(tables, "FRAVAER, over.")
    assert search(tables, "fravær raketter") == []


def test_pages_with_the_words_in_their_title_come_first() -> None:
    tables = example_tables.tables(
        indicator_definitions=pl.DataFrame(
            [
                example_tables.definition("a", "Andet", description_da="Trivsel"),
                example_tables.definition("b", "Trivsel"),
                example_tables.definition("c", "Et tredje", description_da="Trivsel"),
            ]
        )
    )
    found = [one.title for one in search(tables, "trivsel") if one.address.startswith("/tal")]
    assert found == ["Trivsel", "Andet", "Et tredje"]


def test_signs_alone_are_no_words() -> None:
    assert search(tables_with_areas(), " - . ?!") == []


def test_a_word_is_found_whatever_sign_stands_beside_it() -> None:
    tables = tables_with_areas()
    assert search(tables, "fravær?") == search(tables, "(fravær)") == search(tables, "fravær") != []
