"""The steering group's sheet: what has moved, what is new since the last freeze, and questions, for one sheet of A4."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import polars as pl

from pipelines.pages.steering_page import MOST_CHANGES, MOST_QUESTIONS, steering
from pipelines.publication.release.read_tables import read_publication
from tests.pages.published_demo import Visitor, published
from tests.report import example_tables

FROZEN = pl.DataFrame(
    {"label": ["2026K3"], "frozen_at": [datetime(2026, 9, 1, 9)], "drops": [60], "sha256": ["cd" * 32]}
)


def test_the_sheet_has_the_headline_and_room_for_decisions(visitor: Visitor) -> None:
    page = visitor.get("/styregruppe")
    assert visitor.status == 200
    assert "<h1>Af 3 indikatorer har " in page and "Hvad beslutter vi?" in page
    assert "Der er endnu ikke fastfrosset tal til et møde." in page
    assert "falske alarmer på 5 %" in page


def test_it_says_what_is_new_since_the_last_freeze(tmp_path: Path) -> None:
    settings = published(tmp_path)
    publication = read_publication(settings)
    changed = publication.tables["indicators"].with_columns(
        value=pl.when(indicator_id="wellbeing_general").then(pl.col("value") + 1).otherwise(pl.col("value"))
    )
    tables = publication.tables | {"vintages": FROZEN, "indicators": changed}
    sheet = steering(settings, replace(publication, tables=tables))
    assert sheet.since.startswith("Siden 2026K3 (1. september 2026) er der noget nyt om 1 af 3 indikatorer.")
    (line,) = sheet.changed
    assert line.indicator.id == "wellbeing_general" and "3,70 er blevet til 4,70" in line.said


def test_it_has_no_more_than_there_is_room_for(tmp_path: Path) -> None:
    settings = published(tmp_path)
    publication = read_publication(settings)
    tables = example_tables.every_status() | {"vintages": FROZEN}
    sheet = steering(settings, replace(publication, tables=tables))
    assert len(sheet.changed) == MOST_CHANGES and sheet.more == 13 - MOST_CHANGES
    assert len(sheet.asked) == MOST_QUESTIONS
    assert sheet.asked[0].said.startswith("Ændringen siden skoleåret 2023/24 er større end tilfældigheder.")
