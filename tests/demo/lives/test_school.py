from __future__ import annotations

from datetime import date

import pytest

from pipelines.demo.lives.school import school_year_of
from pipelines.demo.partners import SCHOOLS
from pipelines.demo.people import Person, town
from pipelines.demo.registers.school_office import absence_in, exams, pupils, wellbeing

SEPTEMBER, FEBRUARY, SUMMER = date(2025, 9, 5), date(2026, 2, 1), date(2026, 7, 1)


@pytest.fixture(scope="module")
def people() -> list[Person]:
    return town(5, 900, date(2023, 7, 1), date(2026, 11, 20))


def test_a_school_year_begins_in_august() -> None:
    assert (school_year_of(date(2026, 7, 31)), school_year_of(date(2026, 8, 1))) == (2025, 2026)


def test_a_pupil_goes_to_one_school_and_to_the_grade_of_its_age(people: list[Person]) -> None:
    rows = [row for school in SCHOOLS.values() for row in pupils(people, school, SEPTEMBER)]
    born = {person.cpr: person.birth.year for person in people}
    assert len({row["cpr"] for row in rows}) == len(rows) > 200
    assert {row["grade_level"] for row in rows} == set(range(11))
    assert all(
        row["grade_level"] in (2025 - born[str(row["cpr"])] - 6 - late for late in (0, 1)) for row in rows
    )


def test_most_but_not_all_choose_their_district_school(people: list[Person]) -> None:
    rows = [row for school in SCHOOLS.values() for row in pupils(people, school, SEPTEMBER)]
    share = sum(row["school_no"] == row["district_school_no"] for row in rows) / len(rows)
    assert 0.7 < share < 0.95


def test_days_away_are_quarters_and_never_more_than_school_days(people: list[Person]) -> None:
    rows = [row for school in SCHOOLS.values() for row in absence_in(people, school, date(2025, 11, 1))]
    away = [
        sum(float(str(row[f"{kind}_days"])) for kind in ("sick", "authorised", "unauthorised"))
        for row in rows
    ]
    assert all(day * 4 == int(day * 4) and 0 <= day <= 20 for day in away)
    assert 0.04 < sum(away) / (20 * len(rows)) < 0.12


def test_ninth_grade_sits_eight_exams_on_the_scale(people: list[Person]) -> None:
    rows = [row for school in SCHOOLS.values() for row in exams(people, school, SUMMER)]
    ninth = [r for s in SCHOOLS.values() for r in pupils(people, s, FEBRUARY) if r["grade_level"] == 9]
    assert {row["discipline"] for row in rows} == {"110", "120", "140", "150", "210", "220", "310", "410"}
    assert abs(len(rows) / 8 - len(ninth)) <= 3  # A few move between February and June.
    assert {row["grade"] for row in rows} <= {
        "-3",
        "00",
        "02",
        "4",
        "7",
        "10",
        "12",
        "syg",
        "fritaget",
        "ej mødt",
    }


def test_resits_turn_illness_into_grades_and_nothing_else(people: list[Person]) -> None:
    for school in SCHOOLS.values():
        first, after_resits = (
            exams(people, school, SUMMER),
            exams(people, school, SUMMER, after_resits=True),
        )
        changed = [row["grade"] for row, other in zip(first, after_resits, strict=True) if row != other]
        assert set(changed) <= {"syg"}
        assert "syg" not in {row["grade"] for row in after_resits}


def test_wellbeing_is_reported_for_girls_boys_and_all_together(people: list[Person]) -> None:
    girls, boys, all_pupils = wellbeing(people, "561001", SUMMER)
    assert [row["gender"] for row in (girls, boys, all_pupils)] == ["K", "M", None]
    assert all_pupils["respondents"] == int(str(girls["respondents"])) + int(str(boys["respondents"]))
    assert all(3 < float(str(row["mean_score"])) < 4.5 for row in (girls, boys, all_pupils))


def test_truants_are_few_and_stay_away_without_leave(people: list[Person]) -> None:
    rows = [row for school in SCHOOLS.values() for row in absence_in(people, school, date(2025, 11, 1))]
    truant = [row for row in rows if float(str(row["unauthorised_days"])) >= 0.15 * 20]
    assert 0 < len(truant) / len(rows) < 0.05
