"""The gate shares no code with disclosure control and states the links of the definitions itself: both must agree."""

from __future__ import annotations

import csv
import re

import pytest

from pipelines.publication.gate import definition_equations as gate
from pipelines.publication.mart_tables import PATHWAY_MONTHS, PATHWAY_STATUSES
from pipelines.settings import INDICATOR_SEED

with INDICATOR_SEED.open(encoding="utf-8", newline="") as _file:
    LINKS = {row["indicator_id"]: row["links"] for row in csv.DictReader(_file)}


def linked(pattern: str) -> dict[str, str]:
    """What the links of each indicator name, where they match a pattern."""
    found = {name: re.search(pattern, links) for name, links in LINKS.items()}
    return {name: match[1] for name, match in found.items() if match}


def test_the_quarter_that_is_counted_like_the_year() -> None:
    assert linked(r"~ (\w+) K3") == {gate.QUARTER: gate.YEAR}


def test_the_numerators_that_are_one() -> None:
    assert linked(r"^= (grade9\w+)") == {gate.OF_ALL: gate.OF_EXAMINED}
    assert linked(r"<= persons of (\w+)") == {gate.ALL_EXAMS: gate.OF_EXAMINED}


@pytest.mark.parametrize(("months", "indicator"), gate.TRANSITIONS.items())
def test_a_transition_is_the_sum_of_its_pathways(months: int, indicator: str) -> None:
    assert months in PATHWAY_MONTHS
    assert LINKS[indicator] == "= " + " + ".join(f"pathways {months} {status}" for status in gate.UPPER)


def test_every_sum_of_pathways_is_known_to_the_gate() -> None:
    sums = {name for name, links in LINKS.items() if links.startswith("= pathways")}
    assert sums == set(gate.TRANSITIONS.values())
    named = set(re.findall(r"pathways \d+ (\w+)", " ".join(LINKS.values())))
    assert named <= set(PATHWAY_STATUSES)
    assert LINKS["grade10_3m"] == "<= " + " + ".join(
        f"pathways {PATHWAY_MONTHS[0]} {status}" for status in ("preparatory", *gate.UPPER)
    )
