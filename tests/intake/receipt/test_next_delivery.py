from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from pipelines.intake.receipt.next_delivery import next_delivery
from tests.intake.receipt.test_headline import DROP

PUPILS = replace(DROP, feed="pupils", taken_at=datetime(2026, 2, 3, 9))


def test_a_delivery_that_is_made_is_not_asked_for_again() -> None:
    made = replace(PUPILS, period_start=date(2026, 2, 1), period_end=date(2026, 2, 1))
    expected = next_delivery(made)
    assert expected is not None
    assert (expected.period_end, expected.expected_by) == (date(2026, 9, 5), date(2026, 9, 20))


@pytest.mark.parametrize("verdict", ["rejected", "held"])
def test_one_that_did_not_count_is_still_expected(verdict: str) -> None:
    expected = next_delivery(replace(PUPILS, verdict=verdict, period_end=date(2026, 2, 1)))  # type: ignore[arg-type]
    assert expected is not None and expected.expected_by == date(2026, 2, 20)


def test_a_club_is_told_its_deadline() -> None:
    expected = next_delivery(replace(PUPILS, partner="klub-7", feed="memberships"))
    assert expected is not None and expected.expected_by == date(2027, 1, 31)


@pytest.mark.parametrize("feed", [None, "benefits"])
def test_a_file_that_is_no_list_of_the_partner_is_told_the_partners_next_deadline(feed: str | None) -> None:
    expected = next_delivery(replace(PUPILS, feed=feed, verdict="rejected"))
    assert expected is not None
    assert (expected.feed, expected.expected_by) == ("pupils", date(2026, 2, 20))


def test_nothing_is_expected_of_a_feed_without_a_calendar_or_of_nobody() -> None:
    assert next_delivery(replace(PUPILS, partner="sekretariat", feed="initiatives")) is None
    assert next_delivery(replace(PUPILS, partner="ukendt", feed=None)) is None
