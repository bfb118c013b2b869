"""Each partner's page in its return folder: its own deliveries, published figures alone, written nowhere else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from pipelines.publication.partner_pages import PAGE, write_partner_pages
from pipelines.report.about import About
from pipelines.report.indicator_figures import Indicator
from pipelines.report.partner_page import due_next, own_figures, partner_page, sent_lists
from pipelines.report.read_indicators import read_indicators, without_hidden
from pipelines.settings import Settings
from schemas.partner_constants import Constants, FeedConstants
from schemas.partners import find_partner
from tests.publication import example_marts
from tests.report import example_tables
from tests.report.example_tables import ABOUT, ABSENCE, hidden, share

DAY = date(2025, 11, 20)
AT = About("1", datetime(2025, 11, 20, 8, tzinfo=UTC))


def deliveries(*changes: dict[str, object]) -> pl.DataFrame:
    """The table `deliveries`: what two schools sent."""
    came = example_marts.deliveries().filter(pl.col("received_at").is_not_null()).to_dicts()[0]
    usual = {"partner": "oestskolen", "feed": "absence", "verdict": "accepted", "rows_quarantined": 0}
    rows = [came | usual | {"receipt_id": f"r{place}"} | change for place, change in enumerate(changes)]
    return pl.DataFrame(rows, example_marts.deliveries().schema)


SENT = deliveries(
    # Twelve of what was read were titles and notes.
    {
        "received_at": datetime(2025, 9, 5),
        "rows_read": 112,
        "rows_loaded": 90,
        "rows_quarantined": 10,
        "days_late": 3,
    },
    {"received_at": datetime(2025, 10, 5), "rows_read": 100, "rows_loaded": 100, "days_late": 0},
    {"received_at": datetime(2024, 10, 5), "rows_read": None, "rows_loaded": None, "days_late": 0},
    {"partner": "havneskolen", "received_at": datetime(2025, 10, 5), "rows_read": 4711, "rows_loaded": 4711},
)


def tables() -> dict[str, pl.DataFrame]:
    """Absence of two schools, of which one is hidden, and what was sent."""
    rows = [share(2024, 40, 200), share(2024, 15, 90, school="561001"), hidden(2024, school="561002")]
    return example_tables.tables(
        indicators=example_tables.indicators(*rows),
        deliveries=SENT,
        indicator_drops=example_marts.drops().with_columns(
            partner=pl.lit("oestskolen"), indicator_id=pl.lit(ABSENCE)
        ),
    )


def indicators(today: date) -> list[Indicator]:
    """The indicators of those tables."""
    return read_indicators(without_hidden(tables()), today)


def test_what_was_sent_and_how_whole_it_was() -> None:
    newest, before = sent_lists(SENT.filter(partner="oestskolen"))
    assert (newest.year, newest.files, newest.rows, newest.loaded, newest.late) == (2025, 2, 200, 0.95, 1)
    assert (before.year, before.files, before.loaded) == (2024, 1, None)


def test_the_own_school_beside_all() -> None:
    (own,) = own_figures(indicators(DAY), "oestskolen")
    assert own.figure.value == pytest.approx(100 * 15 / 90)
    assert own.whole is not None and own.whole.value == 20.0
    (other,) = own_figures(indicators(DAY), "havneskolen")
    assert other.figure.hidden and other.figure.value is None


def test_a_partner_of_several_schools_sees_each_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    partner = find_partner("oestskolen")
    assert partner is not None
    several = Constants(school_no="561002", feeds={"exams": FeedConstants(school_no="561001")})
    monkeypatch.setattr(
        "pipelines.report.partner_page.find_partner", lambda _: replace(partner, constants=several)
    )
    own = list(own_figures(indicators(DAY), "oestskolen"))
    assert [(one.figure.school, one.figure.hidden) for one in own] == [("561002", True), ("561001", False)]
    page = partner_page(tables(), indicators(ABOUT.day), "oestskolen", ABOUT)
    assert "Jeres skoler ved siden af alle" in page
    assert all(f"<h3>{one.school}</h3>" in page for one in own)


def test_the_next_delivery_is_the_first_that_has_not_come() -> None:
    none = SENT.clear()
    first = due_next(none, "oestskolen", DAY)
    assert [one.expected_by for one in first] == sorted(one.expected_by for one in first)
    assert len({one.feed for one in first}) == len(first) == 4
    absence = next(one for one in first if one.feed == "absence")
    come = deliveries({"expected_by": absence.expected_by})
    (later,) = [one for one in due_next(come, "oestskolen", DAY) if one.feed == "absence"]
    assert later.expected_by > absence.expected_by


def test_the_page_holds_nothing_of_other_partners_and_no_hidden_number() -> None:
    page = partner_page(tables(), indicators(ABOUT.day), "havneskolen", ABOUT)
    assert "4.711" in page
    assert 'href="#skjult"' in page and str(example_marts.SECRET) not in page
    assert not re.findall(r'(?:src|href)="(?!#|data:)', page)
    mine = partner_page(tables(), indicators(ABOUT.day), "oestskolen", ABOUT)
    assert "4.711" not in mine and "16,7" in mine and "Elever med over 10 pct. fravær" in mine


def test_pages_are_written_where_there_are_folders(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "data", tmp_path / "keys")
    outside = tmp_path / "outside"
    for folder in ("oestskolen", "klub-øst", "nobody"):
        (settings.inbox / folder).mkdir(parents=True)
    outside.mkdir()
    (settings.inbox / "havneskolen").symlink_to(outside)
    (settings.inbox / "klub-øst" / "retur").symlink_to(outside)
    written = write_partner_pages(settings, tables(), AT)
    assert {path.parent.parent.name for path in written} == {"oestskolen", "klub-øst"}
    assert {path.name for path in written} == {PAGE}
    assert list(outside.iterdir()) == []
    again = write_partner_pages(settings, tables(), AT)
    assert again == written
    assert [path.name for path in (settings.inbox / "oestskolen" / "retur").iterdir()] == [PAGE]


def test_without_an_inbox_nothing_is_written(tmp_path: Path) -> None:
    assert write_partner_pages(Settings(tmp_path / "data", tmp_path / "keys"), tables(), AT) == []
