"""In towns with gaps drawn by chance, no figure that is called whole differs from that of the town in which everything
came; and none that nothing is missing for is withheld."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from random import Random

import pytest

from tests.end_to_end.gap_worlds import ENDS, GAPS, Sent, town_of
from tests.end_to_end.small_worlds import UNTIL, Installation, new_installation, query, settle

KEY = "indicator_id, period, area, gender, age_band, school"
Cells = dict[tuple[str, ...], tuple[float, float]]
# Two to three minutes a seed; a town with five gaps is in each run (test_gaps.py).
pytestmark = pytest.mark.slow
# The seed decides the people, the gaps and the school that ends.
SEEDS = range(1, 8)


@dataclass(frozen=True)
class GapWorld:
    """A town with gaps, the lists that it lacks, and the same town without gaps."""

    lacking: Installation
    late: Sent
    town: Installation

    @cached_property
    def whole(self) -> Cells:
        """Every cell of the town without gaps, before disclosure control."""
        return cells(self.town)


@pytest.fixture(scope="module", params=SEEDS)
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> GapWorld:
    root, random = tmp_path_factory.mktemp("gaps"), Random(request.param)
    sent = settle(
        new_installation(root / "invented"), residents=400, years=2, seed=request.param, mistakes=False
    )
    sent, end = random.choice(ENDS)(sent, random)
    left = sent
    for gap in random.sample(GAPS, 3):
        left = gap(left, random)
    town, lacking = town_of(root / "whole", sent, end), town_of(root / "lacking", left, end)
    ran = [town.call("run"), lacking.call("run")]
    assert [one.returncode for one in ran] == [0, 0], ran
    return GapWorld(lacking, [one for one in sent if one not in left], town)


def cells(town: Installation, which: str = "true") -> Cells:
    """Numerator and denominator of cells before disclosure control."""
    found = query(
        town.settings.warehouse,
        f"select {KEY}, numerator, denominator from cells where denominator > 0 and {which}",  # noqa: S608 - names of our own
    )
    return {row[:6]: row[6:] for row in found}


def called_whole(town: Installation) -> Cells:
    """Cells that nothing is missing for, whether disclosure control hides them or not."""
    return cells(town, f"({KEY}) not in (select ({KEY}) from int_completeness)")  # noqa: S608 - names of our own


def shown(town: Installation) -> Cells:
    """What is published as `ok`."""
    rows = town.published("indicators where status = 'ok'", f"{KEY}, numerator, denominator")
    return {row[:6]: row[6:] for row in rows}


def wrong(figures: Cells, whole: Cells) -> list[tuple[str, ...]]:
    return [cell for cell, figure in figures.items() if whole.get(cell) != pytest.approx(figure)]


def test_what_is_called_whole_is_whole(world: GapWorld) -> None:
    figures = called_whole(world.lacking)
    assert len(figures) > len(world.whole) / 4
    assert wrong(figures, world.whole) == []
    assert wrong(shown(world.lacking), world.whole) == []


def test_what_nothing_is_missing_for_is_not_withheld(world: GapWorld) -> None:
    owed = {row[0:2] for row in world.lacking.published("indicators where missing is not null", KEY)}
    expected = {cell for cell in shown(world.town) if cell[:2] not in owed}
    assert len(expected & shown(world.lacking).keys()) >= 0.95 * len(expected)


def test_who_delivered_on_time_is_never_called_late(world: GapWorld) -> None:
    """But for those that had nothing to send in the whole town either: a school without ninth-graders has no exams."""
    late = called_late(world.lacking) - called_late(world.town)
    assert late
    assert {partner for partner, *_ in late} <= {one.partner for one in world.late}


def called_late(town: Installation) -> set[tuple[str, ...]]:
    """Partner, feed and period of what had not come when the town's last list was sent."""
    due = f"deliveries where verdict = 'missing' and expected_by <= date '{UNTIL}'"
    return set(town.published(due, "partner, feed, period"))


def test_late_lists_after_a_freeze_make_the_figures_whole(world: GapWorld) -> None:
    """What is published as `ok` after each of them is the whole town's, and the gate lets all of it pass."""
    frozen = world.lacking.call("freeze", "2026K3")
    assert frozen.returncode == 0, frozen
    for order, one in enumerate(world.late):
        one.write(world.lacking.settings.inbox, 10_000 + order)
    ran = world.lacking.call("run")
    assert ran.returncode == 0, ran
    assert wrong(called_whole(world.lacking), world.whole) == []
    assert wrong(shown(world.lacking), world.whole) == []
