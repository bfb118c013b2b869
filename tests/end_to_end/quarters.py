"""Generate the warehouse cells of invented neighbourhoods: eight quarters, with corrections between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

import polars as pl

from pipelines.publication.gate import Cell
from pipelines.publication.mart_tables import PATHWAY_STATUSES
from pipelines.transform.indicator_definitions import definitions
from tests.publication.gate.example_publications import cell, crossed, warehouse

AREAS = ("OE1", "OE2", "OE3", "OE4")
SCHOOLS = ("561001", "561002", "561010", "561011")
BANDS = ("13-15", "16-17", "18-24")
QUARTERS = 8
_FIRST = 2023
_GRADE9 = ("grade9_min02_dan_mat_of_all", "grade9_min02_dan_mat", "grade9_all_exams")


# What definitions and counts supply to disclosure control; the gate derives it independently.
_LINKS = (
    {row["indicator_id"]: row["links"] for row in definitions()}
    | {
        "initiative_reach I1 participants": "open",
        "initiative_reach I1 completed": "open; <= initiative_reach I1 participants",
    }
    | {f"pathways 3 {status}": "part of pathways 3" for status in PATHWAY_STATUSES}
)


@dataclass(frozen=True)
class Person:
    """A person in one cohort: where the person is counted, and a score from 0 to 1 that decides the outcomes."""

    labels: dict[str, str]
    luck: float
    status: str
    found: bool = True


@dataclass
class Neighbourhood:
    """Cohorts by indicator and period, as far as they have been delivered."""

    dice: Random
    people: dict[tuple[str, str], list[Person]] = field(default_factory=dict)

    def live_through(self) -> Iterator[pl.DataFrame]:
        """The cells at each freeze: new periods are added and old ones are corrected."""
        for quarter in range(QUARTERS):
            self._correct()
            self._deliver(_FIRST + quarter // 4, quarter % 4 + 1)
            yield self.cells()

    def cells(self) -> pl.DataFrame:
        """The warehouse's cells and the counts of all persons."""
        cells = warehouse(*(_rows(name, period, people) for (name, period), people in self.people.items()))
        return cells.with_columns(links=pl.col("indicator_id").replace_strict(_LINKS, default=""))

    def _deliver(self, year: int, quarter: int) -> None:
        self._settle("youth_unattached_quarter", f"{year}K{quarter}", 220)
        self._settle("benefit_share_18_29", f"{year}M{3 * quarter:02}", 180)
        self._settle("language_3y_age_appropriate", f"{year}/{year - 1999}", 70)
        if quarter == 1:
            self._settle("youth_unattached", f"{year}", 220)
            self._settle("absence_over_10", f"{year}/{year - 1999}", 250)
            self._settle("absence_rate", f"{year}/{year - 1999}", 250)
            self._settle("active_25_29", f"{year}", 180)
            self._settle("grade9", f"{year}/{year - 1999}", 90)
            self._settle("initiative_reach I1", f"{year}", 60)

    def _settle(self, name: str, period: str, size: int) -> None:
        if (name, period) not in self.people:
            count = self.dice.randint(size // 2, size * 2)
            rate = self.dice.choice([0.03, 0.1, 0.3, 0.6, 0.95])
            self.people[name, period] = [self._person(rate) for _ in range(count)]

    def _person(self, rate: float) -> Person:
        dice = self.dice
        labels = {
            "area": dice.choices(AREAS, (8, 5, 3, 1))[0],
            "gender": dice.choice(("female", "male")),
            "age_band": dice.choices(BANDS, (4, 2, 5))[0],
            "school": dice.choices(SCHOOLS, (8, 6, 2, 1))[0],
        }
        luck = dice.random() * 0.5 + (0.0 if dice.random() < rate else 0.5)
        status = dice.choices(PATHWAY_STATUSES, (8, 5, 4, 2, 1, 1))[0]
        return Person(labels, luck, status, dice.random() < 0.97)

    def _correct(self) -> None:
        """Change the outcome or area of a few persons in every third cohort, and remove or add a few."""
        for people in self.people.values():
            if self.dice.random() < 1 / 3:
                for _ in range(self.dice.randint(1, 3)):
                    self._correct_one(people)

    def _correct_one(self, people: list[Person]) -> None:
        at = self.dice.randrange(len(people))
        match self.dice.randrange(4):
            case 0:
                people[at] = replace(people[at], luck=1 - people[at].luck)
            case 1:
                people[at] = replace(people[at], labels=self._person(0.5).labels)
            case 2:
                people.append(self._person(0.5))
            case _:
                del people[at]


def _rows(name: str, period: str, people: list[Person]) -> list[dict[str, Any]]:
    if name == "grade9":
        return [*_grade9(period, people), *_after(period, people)]
    if name.startswith("initiative_reach"):
        return _reach(name, period, people)
    if name == "active_25_29":
        return _active(period, people)
    dims, measure = _DIMS[name]
    if measure == "mean":
        return crossed(
            name, dims, [(one.labels, 10, one.luck * 4) for one in people], period, measure=measure
        )
    return crossed(name, dims, [(one.labels, 1, one.luck < 0.5) for one in people], period)


_DIMS = {
    "youth_unattached_quarter": ("O", "share"),
    "benefit_share_18_29": ("KOA", "share"),
    "language_3y_age_appropriate": ("KO", "share"),
    "youth_unattached": ("KOA", "share"),
    "absence_over_10": ("KOS", "share"),
    "absence_rate": ("KOSA", "mean"),
}


def _active(period: str, people: list[Person]) -> list[dict[str, Any]]:
    """Persons unknown to the guidance register have no known activity."""
    units = [(one.labels, 1, one.found and one.luck < 0.5) for one in people]
    return crossed("active_25_29", "KO", units, period)


def _grade9(period: str, people: list[Person]) -> Iterator[dict[str, Any]]:
    """Scores below 0.6 are examined in both subjects, below 0.5 pass, below 0.57 take all exams."""
    examined = [one for one in people if one.luck < 0.6]
    for name, whom, limit in zip(_GRADE9, (people, examined, people), (0.5, 0.5, 0.57), strict=True):
        yield from crossed(name, "KOS", [(one.labels, 1, one.luck < limit) for one in whom], period)


def _after(period: str, people: list[Person]) -> Iterator[dict[str, Any]]:
    upper = ("upper_general", "upper_vocational")
    yield from crossed(
        "transition_3m", "KOS", [(one.labels, 1, one.status in upper) for one in people], period
    )
    for status in PATHWAY_STATUSES:
        units = [(one.labels, 1, one.status == status) for one in people]
        yield from crossed(f"pathways 3 {status}", "K", units, period)


def _reach(name: str, period: str, people: list[Person]) -> list[dict[str, Any]]:
    """All persons participated, those with a score below 0.5 completed; each area has its own row."""
    done = [one for one in people if one.luck < 0.5]
    rows = []
    for area in ("total", *AREAS):
        took, completed = (
            sum(area in {"total", one.labels["area"]} for one in some) for some in (people, done)
        )
        whole = took if area == "total" else min(took, len(done))
        measure = "head_count" if area == "total" else "share"
        rows.append(cell(Cell(f"{name} participants", period, area), len(people), took, measure))
        rows.append(cell(Cell(f"{name} completed", period, area), whole, completed))
    return rows
