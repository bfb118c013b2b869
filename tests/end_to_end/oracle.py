"""Compute every cell a second time from the definitions, with fractions in plain Python.

The code is slow and literal and shares nothing with the pipeline's own arithmetic, so that one error cannot affect
both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from tests.end_to_end.archive_rows import Row, newest_rows
from tests.end_to_end.crossings import Cell, Cells, Unit, cells_of

EAST_AREAS = {"OE1", "OE2", "OE3", "OE4"}
EAST_SCHOOLS = {"561001", "561002"}
DANISH, MATHS = ("110", "120", "140", "150"), ("210", "220")
DISCIPLINES = (*DANISH, *MATHS, "310", "410")
AGE_BANDS = ((0, 5), (6, 12), (13, 15), (16, 17), (18, 24), (25, 29))
YEARS = range(2000, 2100)

__all__ = ["Cell", "Cells", "Facts", "Unit", "all_cells"]


@dataclass
class Facts:
    """The rows of the four feeds that count now."""

    residents: list[Row]
    pupils: list[Row]
    absence: list[Row]
    exams: list[Row]

    @classmethod
    def read(cls, raw: Path) -> Facts:
        return cls(*(newest_rows(raw, feed) for feed in ("residents", "pupils", "absence", "exams")))

    @cached_property
    def register(self) -> dict[date, dict[str, Row]]:
        """Residents by snapshot date and person."""
        return _by(self.residents, "snapshot_date")

    @cached_property
    def enrolled(self) -> dict[date, dict[str, Row]]:
        """Pupils by snapshot date and person."""
        return _by(self.pupils, "snapshot_date")

    @cached_property
    def register_known_until(self) -> date:
        return max(self.residents, key=lambda row: row["taken"])["received"] if self.residents else date.min

    def residents_on(self, day: date) -> dict[str, Row] | None:
        """Residents in the newest snapshot at most 200 days before the day; None where there is no such snapshot."""
        before = [snapshot for snapshot in self.register if snapshot <= day]
        if not before or day - max(before) > timedelta(days=200) or day > self.register_known_until:
            return None
        return self.register[max(before)]

    def east_on(self, day: date) -> dict[str, Row] | None:
        """The residents of Østerbyen on a day."""
        found = self.residents_on(day)
        return None if found is None else {k: row for k, row in found.items() if row["area"] in EAST_AREAS}


def _by(rows: Iterable[Row], column: str) -> dict[date, dict[str, Row]]:
    found: dict[date, dict[str, Row]] = {}
    for row in rows:
        found.setdefault(row[column], {})[row["person_key"]] = row
    return found


def all_cells(facts: Facts) -> Cells:
    """Every cell of every indicator, by indicator, period and its four breakdowns."""
    found: Cells = {}
    for indicator, (dims, units_of) in INDICATORS.items():
        for period, units in units_of(facts):
            found |= cells_of(indicator, period, dims, units)
    return found


def school_year(began: int) -> str:
    return f"{began}/{(began + 1) % 100:02d}"


def district_school_choice(facts: Facts) -> Iterator[tuple[str, list[Unit]]]:
    for year in YEARS:
        day = date(year, 9, 5)
        pupils, east = facts.enrolled.get(day), facts.east_on(day)
        if pupils is None or east is None:
            continue
        yield (
            str(year),
            [
                Unit(
                    area=east[key]["area"],
                    gender=east[key]["gender"],
                    numerator=int(row["school_no"] == row["district_school_no"]),
                )
                for key, row in pupils.items()
                if key in east and row["grade_level"] == 0 and row["district_school_no"] in EAST_SCHOOLS
            ],
        )


@dataclass
class Away:
    """One pupil's absence in a school year."""

    months: int
    percent: Fraction
    school: str


def absent_in(facts: Facts, began: int) -> dict[str, Away] | None:
    """Every pupil with school days in the year; None where the year's June has not been delivered."""
    year = [row for row in facts.absence if date(began, 8, 1) <= row["month"] <= date(began + 1, 7, 31)]
    if not any(row["month"].month == 6 for row in year):
        return None
    mine: dict[str, list[Row]] = {}
    for row in year:
        if row["school_days"] > 0:
            mine.setdefault(row["person_key"], []).append(row)
    return {key: _away(rows) for key, rows in mine.items()}


def _away(rows: list[Row]) -> Away:
    kinds = ("sick_days", "authorised_days", "unauthorised_days")
    days = sum(Fraction(str(row[kind])) for row in rows for kind in kinds)
    latest = max(row["month"] for row in rows)
    return Away(
        months=len({row["month"] for row in rows}),
        percent=100 * days / sum(Fraction(str(row["school_days"])) for row in rows),
        school=min(row["school_no"] for row in rows if row["month"] == latest),
    )


def _absence(facts: Facts) -> Iterator[tuple[str, date, list[tuple[Row, Away]]]]:
    for began in YEARS:
        day = date(began, 9, 5)
        away, east = absent_in(facts, began), facts.east_on(day)
        if away is not None and east is not None:
            yield school_year(began), day, [(east[key], one) for key, one in away.items() if key in east]


def absence_rate(facts: Facts) -> Iterator[tuple[str, list[Unit]]]:
    for period, day, pupils in _absence(facts):
        classes = facts.enrolled.get(day, {})
        yield (
            period,
            [
                Unit(
                    area=resident["area"],
                    gender=resident["gender"],
                    age_band=age_band(resident["birth_date"], day),
                    school=one.school,
                    numerator=one.percent * one.months / 100,
                    denominator=one.months,
                    cluster=_class(classes.get(resident["person_key"])),
                )
                for resident, one in pupils
            ],
        )


def _class(pupil: Row | None) -> tuple[str, str] | None:
    return (pupil["school_no"], pupil["class"]) if pupil and pupil["class"] else None


def absence_over_10(facts: Facts) -> Iterator[tuple[str, list[Unit]]]:
    for period, _, pupils in _absence(facts):
        yield (
            period,
            [
                Unit(
                    area=resident["area"],
                    gender=resident["gender"],
                    school=one.school,
                    numerator=int(one.percent > 10),
                )
                for resident, one in pupils
            ],
        )


def age_band(born: date, day: date) -> str | None:
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return next((f"{first}-{last}" for first, last in AGE_BANDS if first <= age <= last), None)


Grades = dict[str, int]


def grade9(
    judge: Callable[[Grades], tuple[bool, bool]],
) -> Callable[[Facts], Iterator[tuple[str, list[Unit]]]]:
    """`judge` maps a pupil's grades to membership of the denominator and of the numerator."""

    def units(facts: Facts) -> Iterator[tuple[str, list[Unit]]]:
        for began in YEARS:
            pupils, east = facts.enrolled.get(date(began + 1, 2, 1)), facts.east_on(date(began + 1, 6, 1))
            results = _results(facts, school_year(began))
            if pupils is not None and east is not None and results:
                ninth = [row for key, row in pupils.items() if row["grade_level"] == 9 and key in east]
                yield school_year(began), [_ninth_grader(row, east, results, judge) for row in ninth]

    return units


def _results(facts: Facts, year: str) -> dict[str, Grades]:
    """Numeric grades by person; a person with only status codes has an empty entry."""
    found: dict[str, Grades] = {}
    for row in facts.exams:
        if row["school_year"] == year:
            grades = found.setdefault(row["person_key"], {})
            if row["grade"] is not None:
                grades[row["discipline"]] = row["grade"]
    return found


def _ninth_grader(
    pupil: Row,
    east: dict[str, Row],
    results: dict[str, Grades],
    judge: Callable[[Grades], tuple[bool, bool]],
) -> Unit:
    key = pupil["person_key"]
    counted, reached = judge(results.get(key, {}))
    return Unit(
        area=east[key]["area"],
        gender=east[key]["gender"],
        school=pupil["school_no"],
        persons=int(counted),
        denominator=int(counted),
        numerator=int(reached),
    )


def has_all(grades: Grades, disciplines: Iterable[str]) -> bool:
    return all(discipline in grades for discipline in disciplines)


def at_least_02(grades: Grades) -> bool:
    def mean(disciplines: tuple[str, ...]) -> Fraction:
        return Fraction(sum(grades[one] for one in disciplines), len(disciplines))

    return has_all(grades, DANISH + MATHS) and mean(DANISH) >= 2 and mean(MATHS) >= 2


INDICATORS = {
    "district_school_choice": ("O", district_school_choice),
    "absence_rate": ("KOSA", absence_rate),
    "absence_over_10": ("KOS", absence_over_10),
    "grade9_min02_dan_mat": ("KOS", grade9(lambda g: (has_all(g, DANISH + MATHS), at_least_02(g)))),
    "grade9_min02_dan_mat_of_all": ("KOS", grade9(lambda g: (True, at_least_02(g)))),
    "grade9_all_exams": ("KOS", grade9(lambda g: (True, has_all(g, DISCIPLINES)))),
}
