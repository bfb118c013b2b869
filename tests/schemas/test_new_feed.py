"""A new feed is one file in schemas/feeds, as CONTRIBUTING says; nothing in intake or the guides lists feeds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pipelines.intake.examination.examine import examine_as
from pipelines.intake.guides.partner_guide import render
from pipelines.settings import Limits
from schemas import feeds
from schemas.partners import Agreement, Partner

FEED = '''
"""waiting: children who wait for a place in day care, counted by area."""

import pandera.polars as pa

from schemas import columns
from schemas.contract import Feed
from schemas.contract_column import column
from schemas.kinds import Kind


class Waiting(pa.DataFrameModel):
    """One row: one area in one school year."""

    area: str = columns.area()
    school_year: str = columns.school_year()
    waiting: int = column("Venter", "På venteliste", kind=Kind.INTEGER, required=True, ge=0)


FEED = Feed(
    name="waiting",
    title="Venteliste",
    description="Børn, der venter på en plads.",
    rows=Waiting,
    scope=("school_year",),
    key=("area", "school_year"),
    period="school_year",
)
'''
PARTNER = Partner(
    "kommunen", "Kommunen", "x@y.example", {"waiting": Agreement("Ingen", date(2021, 1, 1), None)}
)


@pytest.fixture
def with_a_new_feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "waiting.py").write_text(FEED, encoding="utf-8")
    monkeypatch.setattr(feeds, "__path__", [*feeds.__path__, str(tmp_path)])
    feeds.all_feeds.cache_clear()
    yield
    feeds.all_feeds.cache_clear()


@pytest.mark.usefixtures("with_a_new_feed")
def test_the_file_is_enough_for_the_reader_and_for_the_partners_guide(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text(
        "Område;Skoleår;På venteliste\nOE1;2025/26;7\nFjordbakken;25/26;mange\n", encoding="utf-8"
    )
    (part,) = examine_as(PARTNER, file, date(2026, 10, 5), Limits())
    assert part.feed is not None and part.feed.name == "waiting"
    assert (part.rows.loaded, part.rows.quarantined) == (1, 1)
    assert "### Venteliste" in render()


def test_without_the_file_it_is_not_recognised() -> None:
    assert "waiting" not in feeds.all_feeds()
