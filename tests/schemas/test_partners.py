from __future__ import annotations

from datetime import date

import pytest

from schemas.partners import Agreement, Expected, all_partners, expected_deliveries, find_partner


@pytest.mark.parametrize(
    ("folder", "feeds"),
    [
        ("kommunen", {"residents", "language", "enrolments", "part_time_jobs"}),
        ("oestskolen", {"pupils", "absence", "exams", "wellbeing"}),
        ("nordskolen", {"pupils", "absence", "exams", "wellbeing"}),
        ("kui", {"guidance_status"}),
        ("fgu", {"enrolments"}),
        ("beskaeftigelse", {"benefits"}),
        ("sekretariat", {"part_time_jobs", "initiatives", "reflections", "participation", "benchmarks"}),
        ("klub-fodbold", {"memberships"}),
    ],
)
def test_a_folder_belongs_to_its_partner(folder: str, feeds: set[str]) -> None:
    partner = find_partner(folder)
    assert partner is not None
    assert set(partner.feeds) == feeds


@pytest.mark.parametrize("folder", ["ukendt", "Kommunen", "klub", "", "oestskolen2"])
def test_other_folders_belong_to_nobody(folder: str) -> None:
    assert find_partner(folder) is None


def test_every_partner_has_a_name_a_contact_and_a_basis() -> None:
    for partner in all_partners():
        assert partner.name and "@" in partner.contact
        assert all(agreement.basis for agreement in partner.feeds.values())


def test_an_agreement_holds_to_its_last_day() -> None:
    agreement = Agreement("Samtykke", date(2021, 1, 1), date(2025, 6, 30))
    assert agreement.holds(date(2025, 6, 30))
    assert not agreement.holds(date(2025, 7, 1))


def deliveries(folder: str, feed: str, until: date) -> list[Expected]:
    return [d for d in expected_deliveries(until) if (d.partner, d.feed) == (folder, feed)]


def test_a_delivery_is_expected_on_its_day_and_not_before() -> None:
    due = date(2025, 9, 20)
    assert due in {delivery.expected_by for delivery in deliveries("oestskolen", "pupils", due)}
    earlier = {delivery.expected_by for delivery in deliveries("oestskolen", "pupils", date(2025, 9, 19))}
    assert max(earlier) == date(2025, 2, 20)


def test_a_delivery_in_january_covers_the_year_before() -> None:
    last = deliveries("oestskolen", "absence", date(2026, 1, 20))[-1]
    assert (last.period_start, last.period_end) == (date(2025, 10, 1), date(2025, 12, 31))


def test_exams_cover_the_school_year() -> None:
    last = deliveries("vestskolen", "exams", date(2025, 8, 1))[-1]
    assert (last.period_start, last.period_end) == (date(2024, 8, 1), date(2025, 7, 31))


def test_nothing_is_expected_from_before_the_agreement_or_from_a_pattern_of_folders() -> None:
    every = list(expected_deliveries(date(2025, 12, 31)))
    assert min(delivery.period_end for delivery in every) >= date(2021, 1, 1)
    assert not [delivery for delivery in every if "*" in delivery.partner]
    assert not list(expected_deliveries(date(2020, 12, 31)))
