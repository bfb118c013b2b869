"""What need not be in a file: agreed once, or following from the folder, the name and the day of delivery."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipelines.intake.layout.constants import Sending, from_title, given_constants, profile_constants
from schemas.feeds import all_feeds
from schemas.partners import find_partner
from schemas.systems import all_profiles

MEMBERS, ABSENCE, PUPILS = (all_feeds()[name] for name in ("memberships", "absence", "pupils"))
CLUB, HARBOUR = find_partner("klub-x"), find_partner("havneskolen")
TABULEX = next(profile for profile in all_profiles() if profile.dated_by_file)


def sending(name: str = "liste.csv", folder: str = "klub-x") -> Sending:
    return Sending(folder, name, date(2025, 11, 3))


def test_a_club_that_shares_an_agreement_is_named_by_its_folder_and_no_other_partner_is() -> None:
    assert CLUB is not None and HARBOUR is not None
    assert given_constants(MEMBERS, CLUB, sending())["club"].text == "klub-x"
    assert "club" not in given_constants(MEMBERS, HARBOUR, sending(folder="havneskolen"))
    assert "club" not in given_constants(MEMBERS, CLUB, None)


@pytest.mark.parametrize(
    ("name", "year", "origin"),
    [
        ("Medlemmer 2024.csv", "2024", "from_file_name"),
        ("Medlemmer_2024_endelig.csv", "2024", "from_file_name"),
        ("Medlemmer 2023 og 2024.csv", "2025", "from_delivery"),
        ("Medlemmer.csv", "2025", "from_delivery"),
    ],
)
def test_a_year_is_that_of_the_file_name_else_of_the_delivery(name: str, year: str, origin: str) -> None:
    found = given_constants(MEMBERS, CLUB, sending(name))["year"]
    assert (found.text, found.origin) == (year, origin)


def test_only_what_a_list_has_is_agreed_for_it() -> None:
    assert HARBOUR is not None
    assert given_constants(ABSENCE, HARBOUR, None)["school_no"].text == "561002"
    assert "school_no" not in given_constants(MEMBERS, HARBOUR, None)
    assert given_constants(ABSENCE, None, None) == {}


@pytest.mark.parametrize(
    ("name", "text", "origin"),
    [
        ("Elev 05-09-2025.txt", "05-09-2025", "from_file_name"),
        ("Elev.txt", "03-11-2025", "from_delivery"),
        ("Elev 31-09-2025.txt", "03-11-2025", "from_delivery"),
    ],
)
def test_the_day_of_a_systems_list_is_that_of_its_file(name: str, text: str, origin: str) -> None:
    found = profile_constants(TABULEX, PUPILS, sending(name))[PUPILS.period]
    assert (found.text, found.origin) == (text, origin)


def test_what_a_profile_says_of_all_rows_is_of_all_rows() -> None:
    profile = replace(TABULEX, constants={"school": "Østskolen"})
    assert profile_constants(profile, PUPILS, None)["school"].origin == "from_system"
    assert profile_constants(None, PUPILS, sending()) == {}


def test_a_period_and_a_school_of_a_title_are_told_apart() -> None:
    found = from_title(ABSENCE, {"month": "september 2025", "school_no": "Østskolen"})
    assert {name: constant.origin for name, constant in found.items()} == {
        "month": "period_from_title",
        "school_no": "unit_from_title",
    }
