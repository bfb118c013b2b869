"""Exactly one status for each indicator, from its verdicts."""

from __future__ import annotations

import pytest

from pipelines.report import indicator_status
from pipelines.report.indicator_figures import Indicator
from pipelines.report.indicator_status import Status, count, status_of
from pipelines.report.read_indicators import read_indicators, without_hidden
from tests.report import example_tables
from tests.report.example_tables import ABOUT


@pytest.fixture(scope="module")
def statuses() -> dict[str, Status]:
    found: list[Indicator] = read_indicators(without_hidden(example_tables.every_status()), ABOUT.day)
    return {one.id: status_of(one) for one in found}


@pytest.mark.parametrize(
    ("indicator", "kind", "word"),
    [
        ("improving", indicator_status.MOVED, "Går fremad siden sidst"),
        ("worsening", indicator_status.MOVED, "Går tilbage siden sidst"),
        ("rising", indicator_status.MOVED, "Stiger siden sidst"),
        ("falling", indicator_status.MOVED, "Falder siden sidst"),
        ("behind", indicator_status.BEHIND, "Når ikke målet"),
        ("above", indicator_status.APART, "Klart over Esbjerg"),
        ("below", indicator_status.APART, "Klart under Esbjerg"),
        ("uncertain", indicator_status.UNCERTAIN, "Ingen sikker ændring"),
        ("untested", indicator_status.UNTESTED, "Kan ikke sammenlignes"),
        (example_tables.HIDDEN, indicator_status.HIDDEN, "Kan ikke vises"),
        (example_tables.SILENT, indicator_status.SILENT, "Ingen tal endnu"),
    ],
)
def test_each_status(
    statuses: dict[str, Status], indicator: str, kind: indicator_status.Kind, word: str
) -> None:
    assert (statuses[indicator].kind, statuses[indicator].word) == (kind, word)


def test_lower_is_better_where_the_definition_says_so(statuses: dict[str, Status]) -> None:
    assert (statuses["above"].tone, statuses["below"].tone) == ("look", "good")
    assert (statuses["rising"].tone, statuses["worsening"].tone) == ("plain", "bad")


def test_every_indicator_is_counted_once(statuses: dict[str, Status]) -> None:
    counted = count(statuses.values())
    assert sum(number for _, number in counted) == len(statuses)
    assert {kind for kind, _ in counted} >= {indicator_status.MOVED, indicator_status.SILENT}


def test_a_release_older_than_verdicts_says_that_nothing_is_tested() -> None:
    tables = example_tables.tables()
    tables.pop("judgements")
    found = {one.id: status_of(one) for one in read_indicators(without_hidden(tables), ABOUT.day)}
    assert found[example_tables.ABSENCE].word == "Ikke testet"
