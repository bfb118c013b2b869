"""The front page: the overview, what waits for the secretariat, and the search."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import polars as pl

from pipelines.pages.front_overview import overview, waiting
from pipelines.publication.release.read_tables import read_publication
from tests.pages.published_demo import Visitor, published, tables_with_areas


def test_the_front_page_is_the_overview(visitor: Visitor) -> None:
    page = visitor.get("/")
    (headline,) = re.findall(r"<h1>(.*)</h1>", page)
    assert headline.startswith("Af 3 indikatorer har ")
    cards = re.findall(r'<h4><a href="(/tal\?indikator=\w+)">', page)
    assert len(cards) == 3
    assert page.index("Overblik langs barnets vej") < page.index("Vælg et tal")


def test_the_front_page_names_what_waits(visitor: Visitor) -> None:
    page = visitor.get("/")
    assert '<a href="/kvitteringer?svar=held">1 fil venter på svar</a>' in page
    assert ">1 leverance er ikke leveret</a>" in page


def test_a_rejected_file_waits_until_a_later_one_of_the_partner() -> None:
    """The last receipt of the demo is a duplicate, from the partner whose file was rejected before it."""
    tables = tables_with_areas()
    assert not [one for one in waiting(tables) if "rejected" in one.address]
    tables["deliveries"] = tables["deliveries"].filter(pl.col("receipt_id").ne_missing("r5"))
    (one,) = (one for one in waiting(tables) if "rejected" in one.address)
    assert one.said == "1 afvist fil er ikke fulgt af en ny"


def test_a_corrected_figure_waits_for_the_freeze() -> None:
    tables = tables_with_areas()
    tables["indicators"] = tables["indicators"].with_columns(
        waiting_since=pl.when(period="2024/25").then(pl.date(2026, 11, 2))
    )
    (one,) = (one for one in waiting(tables) if "fastfrysning" in one.said)
    assert one.said == "2 rettede tal venter på næste fastfrysning"


def test_nothing_waits() -> None:
    tables = tables_with_areas()
    tables["deliveries"] = tables["deliveries"].filter(verdict="accepted")
    assert waiting(tables) == []


def test_a_publication_older_than_verdicts_has_a_front_page(tmp_path: Path) -> None:
    publication = read_publication(published(tmp_path))
    tables = {name: table for name, table in publication.tables.items() if name != "judgements"}
    shown = overview(replace(publication, tables=tables))
    assert {card.status.word for _, cards in shown.stages for card in cards} == {
        "Ikke testet",
        "Ingen tal endnu",
    }


def test_a_search_shows_what_was_asked_and_no_markup_of_it(visitor: Visitor) -> None:
    page = visitor.get("/soeg?ord=%3Cb%3Efrav%C3%A6r")
    assert visitor.status == 200 and "0 sider med »&lt;b&gt;fravær«" in page
    assert "Elever med over 10 pct. fravær" in visitor.get("/soeg?ord=frav%C3%A6r")
