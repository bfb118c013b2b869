"""Compare every figure, before and after disclosure control, with the oracle's.

The oracle covers the six indicators that the demo's school data gives; the models' unit tests cover all indicators.
"""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest

from pipelines.publication.mart_tables import NOT_COMPUTED
from tests.end_to_end.crossings import Cell, Cells
from tests.end_to_end.oracle import INDICATORS, Facts, all_cells, school_year
from tests.end_to_end.small_worlds import Town

MEAN = {"absence_rate"}
CALENDAR_YEAR = {"district_school_choice"}
FIGURES = ("persons", "numerator", "denominator", "value", "largest_unit", "largest_cluster")
TOTAL = ("total",) * 4


@pytest.fixture(scope="module")
def expected(town: Town) -> Cells:
    return all_cells(Facts.read(town.installation.settings.raw))


@pytest.fixture(scope="module")
def published(town: Town) -> dict[tuple[Any, ...], dict[str, Any]]:
    labels = ("indicator_id", "period", "area", "gender", "age_band", "school")
    figures = ("numerator", "denominator", "value", "ci_low", "ci_high", "status", "few")
    rows = town.installation.published("indicators", ", ".join(labels + figures))
    known = [row for row in rows if row[0] in INDICATORS]
    found = {row[:6]: dict(zip(figures, row[6:], strict=True)) for row in known}
    assert len(found) == len(known)
    return found


def computed(town: Town) -> dict[tuple[str, ...], tuple[Any, ...]]:
    """The warehouse's cells of the indicators that the oracle covers."""
    return {
        address: figures for address, figures in town.installation.cells().items() if address[0] in INDICATORS
    }


def same(ours: Any, theirs: Any) -> bool:
    if ours is None or theirs is None:
        return ours is theirs
    return math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-12)


def test_no_cell_is_missing_and_none_is_invented(town: Town, expected: Cells) -> None:
    assert len(expected) > 200
    assert computed(town).keys() == expected.keys()


def test_every_figure_of_every_cell_is_that_of_the_definition(town: Town, expected: Cells) -> None:
    found = computed(town)
    wrong = [
        (address, name)
        for address, cell in expected.items()
        for name, figure in zip(FIGURES, found[address], strict=True)
        if not same(getattr(cell, name), figure)
    ]
    assert wrong == []


def must_hide(address: tuple[str, ...], cell: Cell) -> bool:
    """Rule 2 of disclosure control, or a denominator of zero."""
    if cell.denominator == 0 or cell.persons < 10:
        return True
    if address[0] in MEAN:
        # Dominance: no pupil's and no class's absence is more than half of the sum.
        largest = max(cell.largest_unit or 0, cell.largest_cluster or 0)
        return largest * 2 > cell.numerator
    return cell.numerator < 5 or cell.persons - cell.numerator < 5


def test_every_small_cell_is_hidden_and_others_only_to_protect_them(
    published: dict[tuple[Any, ...], dict[str, Any]], expected: Cells
) -> None:
    hidden = {address for address, row in published.items() if row["value"] is None and address in expected}
    small = {address for address, cell in expected.items() if must_hide(address, cell)}
    assert small < hidden
    assert len(hidden) < len(expected) - 50


def test_every_shown_figure_is_the_computed_one(
    published: dict[tuple[Any, ...], dict[str, Any]], expected: Cells
) -> None:
    shown = {address: row for address, row in published.items() if row["status"] == "ok"}
    wrong = [
        (address, name)
        for address, row in shown.items()
        for name in ("numerator", "denominator", "value")
        if not same(getattr(expected[address], name), row[name])
    ]
    assert wrong == []
    assert all(row["few"] == (expected[address].persons < 30) for address, row in shown.items())


def test_what_is_hidden_carries_no_figure(published: dict[tuple[Any, ...], dict[str, Any]]) -> None:
    figures = ("numerator", "denominator", "value", "ci_low", "ci_high")
    hidden = [row for row in published.values() if row["status"] not in {"ok", "provisional"}]
    assert hidden
    assert all(row[name] is None for row in hidden for name in figures)


def wilson(successes: float, trials: float, side: int) -> float:
    """The 95 % Wilson interval by the textbook: centre and half-width."""
    z, share = 1.959963984540054, successes / trials
    centre = share + z * z / (2 * trials)
    half = z * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    return 100 * (centre + side * half) / (1 + z * z / trials)


def test_shares_of_persons_have_their_interval_and_means_none(
    published: dict[tuple[Any, ...], dict[str, Any]],
) -> None:
    for (indicator, *_), row in published.items():
        if row["status"] == "ok" and indicator in MEAN:
            assert row["ci_low"] is None and row["ci_high"] is None
        elif row["status"] == "ok":
            y, n = row["numerator"], row["denominator"]
            assert same(wilson(y, n, -1), row["ci_low"]) and same(wilson(y, n, 1), row["ci_high"])


def listed_periods(town: Town) -> dict[bool, set[str]]:
    """School years (False) and calendar years (True) from the first day delivered to the newest drop."""
    live = [drop for drop in town.installation.manifests() if drop.accepted and drop.period_start]
    first = min(drop.period_start for drop in live if drop.period_start)
    last = max(drop.received_at.date() for drop in live)

    def began(day: date) -> int:
        return day.year if day.month >= 8 else day.year - 1

    return {
        True: {str(year) for year in range(first.year, last.year + 1)},
        False: {school_year(year) for year in range(began(first), began(last) + 1)},
    }


def test_periods_that_are_not_covered_say_why_they_have_no_figure(
    town: Town, published: dict[tuple[Any, ...], dict[str, Any]], expected: Cells
) -> None:
    listed, indicators = listed_periods(town), {address[0] for address in expected}
    totals = {
        (indicator, period, *TOTAL)
        for indicator in indicators
        for period in listed[indicator in CALENDAR_YEAR]
    }
    unshown = {address for address, row in published.items() if row["status"] in NOT_COMPUTED}
    assert totals - expected.keys() <= unshown
    assert unshown - expected.keys() == totals - expected.keys()
    assert published.keys() == expected.keys() | totals
