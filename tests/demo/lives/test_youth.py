"""The stages after school, and their consistency between registers."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise

import pytest

from pipelines.demo.code_labels import in_group
from pipelines.demo.lives.invented_initiatives import all_initiatives, participations
from pipelines.demo.lives.school import leaves_school
from pipelines.demo.lives.stage import IDLE, WORK
from pipelines.demo.lives.youth import has_completed, stage_on, youth
from pipelines.demo.people import Person, town
from pipelines.demo.registers.education import INSTITUTIONS, enrolments
from pipelines.demo.registers.guidance import guidance_status
from pipelines.demo.registers.population import residents
from pipelines.demo.registers.support import benefits
from pipelines.demo.row_type import Row
from schemas.feeds import all_feeds

START, DAY = date(2023, 7, 1), date(2026, 10, 1)


@pytest.fixture(scope="module")
def people() -> list[Person]:
    return town(5, 900, START, date(2026, 11, 20))


def test_stages_follow_each_other_from_school_to_thirty(people: list[Person]) -> None:
    for person in people:
        stages = youth(person)
        assert all(stage.start <= stage.end for stage in stages)
        assert all(one.end <= other.start for one, other in pairwise(stages))
        assert stages[0].start >= leaves_school(person)
        assert person.age_on(stages[-1].end) >= 29


def test_all_kinds_of_stages_occur(people: list[Person]) -> None:
    doings = {stage.doing for person in people for stage in youth(person)}
    levels = ("upper_general", "upper_vocational", "higher")
    assert doings >= {WORK, IDLE, "10K", "FGU", *(in_group("education_types", level)[0] for level in levels)}
    exits = {stage.exit_code for person in people for stage in youth(person)}
    assert {"10", "60"} < exits and exits & set(in_group("exit_codes", "interrupted"))


def test_who_drops_out_has_not_completed_and_who_completes_all_parts_has(people: list[Person]) -> None:
    for person in people:
        last = {stage.doing: stage for stage in youth(person) if stage.doing in ("EUD", "STX")}
        for doing, stage in last.items():
            assert (doing in has_completed(person, stage.end)) >= (stage.is_completed and stage.is_final)
            assert doing not in has_completed(person, stage.start) or stage.is_completed


def by_person(rows: list[Row]) -> dict[str, list[Row]]:
    found = defaultdict(list)
    for row in rows:
        found[str(row["cpr"])].append(row)
    return found


def test_the_guidance_register_agrees_with_the_institutions(people: list[Person]) -> None:
    status = {str(row["cpr"]): row["status"] for row in guidance_status(people, DAY)}
    spells = by_person([row for one in INSTITUTIONS for row in enrolments(people, one, DAY)])
    running = {
        cpr: [row for row in rows if row["end_date"] is None] for cpr, rows in spells.items() if cpr in status
    }
    enrolled = {cpr: rows for cpr, rows in running.items() if rows}
    assert len(enrolled) > 60
    groups = ("grade10", "fgu", "preparatory")
    preparatory_types = {code for group in groups for code in in_group("education_types", group)}
    for cpr, rows in enrolled.items():
        preparatory = rows[-1]["education_type"] in preparatory_types
        assert status[cpr] == ("forberedende" if preparatory else "ungdomsuddannelse")


def test_nobody_on_benefits_is_in_education_the_same_day(people: list[Person]) -> None:
    idle = {p.cpr for p in people if (stage := stage_on(p, DAY)) and stage.doing == IDLE}
    open_ended = {str(row["cpr"]) for row in benefits(people, DAY) if row["end_date"] == date(9999, 12, 31)}
    assert open_ended and open_ended <= idle


def test_the_reform_ends_old_benefits_and_goes_on_the_day_after(people: list[Person]) -> None:
    rows = benefits(people, DAY)
    old, new = date(2025, 6, 30), date(2025, 7, 1)
    ended = {"uddannelseshjælp", "selvforsørgelses- og hjemrejseydelse"}
    assert all(row["end_date"] <= old for row in rows if row["benefit_type"] in ended)
    assert all(row["start_date"] >= new for row in rows if "sats" in str(row["benefit_type"]))
    carried = [row for row in rows if row["end_date"] == old and row["benefit_type"] in ended]
    started = {row["cpr"] for row in rows if row["start_date"] == new}
    assert carried and {row["cpr"] for row in carried} <= started


def test_the_register_of_residents_has_completed_educations(people: list[Person]) -> None:
    known = {row["cpr"]: row["highest_completed"] for row in residents(people, DAY)}
    completed = [person for person in people if person.cpr in known and has_completed(person, DAY)]
    assert completed
    assert all(known[person.cpr] in has_completed(person, DAY) for person in completed)


def test_no_register_has_future_dates(people: list[Person]) -> None:
    for partner in INSTITUTIONS:
        for row in enrolments(people, partner, DAY):
            dates = [row[name] for name in ("start_date", "end_date", "contract_date") if row[name]]
            assert max(str(day) for day in dates) <= DAY.isoformat()
            assert (row["exit_code"] is None) == (row["end_date"] is None)


def test_initiatives_are_for_those_in_oesterbyen_that_they_are_for(people: list[Person]) -> None:
    taking_part = list(participations(people, START))
    assert {part.initiative_id for part in taking_part} == {
        one.fields["initiative_id"] for one in all_initiatives()
    }
    assert all(str(part.person.area_on(part.start)).startswith("OE") for part in taking_part)
    assert {part.completes for part in taking_part} == {True, False}


def test_initiatives_aim_at_columns_and_words_that_the_register_has() -> None:
    columns = set(all_feeds()["initiatives"].delivered)
    assert all(set(one.fields) <= columns for one in all_initiatives())
