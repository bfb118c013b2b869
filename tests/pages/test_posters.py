"""Posters: a plain question for each indicator, in two wordings, and room for stickers."""

from __future__ import annotations

import csv

import pytest

from pipelines.pages.posters import questions
from pipelines.settings import PROJECT_ROOT
from tests.pages.published_demo import Visitor


def test_each_indicator_has_a_question_in_both_wordings() -> None:
    seed = (PROJECT_ROOT / "dbt_project" / "seeds" / "definitions.csv").read_text(encoding="utf-8")
    defined = {row["indicator_id"] for row in csv.DictReader(seed.splitlines())}
    assert questions().keys() == defined
    asked = [row[column] for row in questions().values() for column in ("question_da", "young_da")]
    assert all(one.endswith("?") and "hvorfor" not in one.lower() for one in asked)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/plakater", "Hvor mange elever er væk mere end hver tiende skoledag?"),
        ("/plakater?ord=unge", "Hvor mange af os er væk mere end hver tiende skoledag?"),
    ],
)
def test_a_sheet_for_each_figure_that_is_shown(visitor: Visitor, address: str, said: str) -> None:
    page = visitor.get(address)
    assert visitor.status == 200 and said in page
    assert page.count('class="poster"') == page.count('class="stickers"') == 2
    assert "Kilde: MedVind i Østerbyen, udgivet 24. november 2026." in page
    assert "987" not in page
