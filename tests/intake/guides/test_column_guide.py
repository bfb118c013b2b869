from __future__ import annotations

import pytest

from pipelines.intake.guides.column_guide import fields_of
from schemas.contract import Feed
from schemas.feeds import all_feeds


@pytest.mark.parametrize("feed", all_feeds().values(), ids=lambda feed: feed.name)
def test_every_column_says_how_it_is_written(feed: Feed) -> None:
    for field in fields_of(feed):
        assert field.how.endswith(".") and field.example
        assert all(field.codes.find(choice) for choice in field.choices) if field.codes else True


def test_bounds_words_and_empty_cells_are_described() -> None:
    how = {field.title: field.how for name in ("absence", "exams") for field in fields_of(all_feeds()[name])}
    assert how["Skoledage"] == "Tal med komma, som 7,5. Større end 0. Højst 31."
    assert how["Sygdom"].endswith("En tom celle betyder 0.")
    assert "syg, fritaget, ej mødt" in how["Karakter"]
