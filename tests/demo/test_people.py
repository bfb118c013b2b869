from __future__ import annotations

from datetime import date

import pytest

from pipelines.demo.invented_cpr import fails_modulus_11, invented_cpr
from pipelines.demo.people import Person, town
from pipelines.demo.random_source import seeded_random
from pipelines.demo.registers.population import residents

START, UNTIL = date(2023, 7, 1), date(2026, 11, 20)


@pytest.fixture(scope="module")
def people() -> list[Person]:
    return town(3, 700, START, UNTIL)


def test_modulus_11_is_the_real_check() -> None:
    assert not fails_modulus_11("0707614285")  # The example in textbooks.
    assert fails_modulus_11("0707614286")


def test_no_number_can_have_been_issued(people: list[Person]) -> None:
    assert all(fails_modulus_11(person.cpr) for person in people)
    assert all((person.birth.month, person.birth.day) != (1, 1) for person in people)
    assert len({person.cpr for person in people}) == len(people)


def test_numbers_contain_birth_date_century_and_gender(people: list[Person]) -> None:
    for person in people:
        assert person.cpr[:6] == f"{person.birth:%d%m%y}"
        assert (person.cpr[6] in "456789") == (person.birth.year >= 2000)
        assert (int(person.cpr[9]) % 2 == 1) == (person.gender == "male")


def test_nobody_is_born_on_new_years_day() -> None:
    with pytest.raises(ValueError, match="1 January"):
        invented_cpr(seeded_random("x"), date(2010, 1, 1), "male")


@pytest.mark.parametrize("day", [START, date(2025, 1, 1), date(2026, 10, 1)])
def test_the_town_keeps_its_size_and_most_live_in_oesterbyen(people: list[Person], day: date) -> None:
    rows = residents(people, day)
    east = [person for person in people if (person.area_on(day) or "").startswith("OE")]
    assert 0.9 * 700 < len(rows) < 1.1 * 700
    assert 0.5 < len([p for p in east if p.birth <= day and p.age_on(day) < 30]) / len(rows) < 0.7


def test_people_move_within_and_away_and_are_born(people: list[Person]) -> None:
    assert any(person.stays[-1][1] is None for person in people)
    assert any(len(person.stays) > 1 and person.stays[-1][1] for person in people)
    assert any(person.birth > START for person in people)
    assert all(0 <= person.age_on(person.stays[0][0]) < 30 for person in people)
