"""A town in which partners are late, silent or a day off: no figure that is called whole differs from that of the town
in which everything came."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.end_to_end.small_worlds import UNTIL, Installation, Town, new_installation, query

KEY = "indicator_id, period, area, gender, age_band, school"
IS_TOTAL = "area = 'total' and gender = 'total' and age_band = 'total' and school = 'total'"


def days_ago(days: int) -> date:
    return UNTIL - timedelta(days=days)


# By partner: whether a list of a feed, sent on a day, stays away.
ABSENT: dict[str, Callable[[str, date], bool]] = {
    "gymnasium": lambda feed, sent: sent > days_ago(330),
    "vestskolen": lambda feed, sent: feed == "absence" and sent > days_ago(300),
    "havneskolen": lambda feed, sent: feed == "exams" and sent > days_ago(365),
    "kui": lambda feed, sent: days_ago(310) < sent < days_ago(220),
    "klub-svoem": lambda feed, sent: sent > days_ago(330),
}


@pytest.fixture(scope="module")
def whole(town: Town) -> dict[tuple[str, ...], tuple[float, float]]:
    """Every cell of the town with everything delivered, before disclosure control: numerator and denominator."""
    cells = query(
        town.installation.settings.warehouse,
        f"select {KEY}, numerator, denominator from cells where denominator > 0",  # noqa: S608 - names of our own
    )
    return {row[:6]: row[6:] for row in cells}


@pytest.fixture(scope="module")
def lacking(town: Town, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The town without the lists that stay away."""
    made = new_installation(tmp_path_factory.mktemp("lacking"))
    sent = [one for one in town.sent if not ABSENT.get(one.partner, _never)(one.feed, one.sent)]
    assert {one.partner for one in town.sent if one not in sent} == set(ABSENT)
    for order, one in enumerate(sent):
        one.write(made.settings.inbox, order)
    made.run()
    return made


def _never(feed: str, sent: date) -> bool:
    return False


def test_what_is_called_whole_is_whole(
    lacking: Installation, whole: dict[tuple[str, ...], tuple[float, float]]
) -> None:
    shown = lacking.published("indicators where status = 'ok'", f"{KEY}, numerator, denominator")
    assert len(shown) > 100
    wrong = [row for row in shown if whole.get(row[:6]) != pytest.approx(row[6:])]
    assert wrong == []


def test_each_gap_is_named_at_the_figure(lacking: Installation) -> None:
    totals = lacking.published(
        f"indicators where {IS_TOTAL} and status = 'incomplete'", "indicator_id, missing, value"
    )
    owing = {indicator: missing for indicator, missing, _ in totals}
    assert {value for *_, value in totals} == {None}
    assert "Gymnasiet" in owing["transition_3m"]
    assert "Vestskolen" in owing["absence_rate"]
    assert "Havneskolen" in owing["grade9_all_exams"]
    assert "Den kommunale ungeindsats" in owing["youth_unattached_quarter"]
    assert "leisure_membership" in owing


def test_what_nothing_is_missing_for_is_not_withheld(town: Town, lacking: Installation) -> None:
    """Of the totals shown for the whole town, those without a gap are shown with the same figures, but for a few that
    disclosure control hides instead of others."""
    before = set(
        town.installation.published(f"indicators where {IS_TOTAL} and value is not null", f"{KEY}, value")
    )
    now = set(lacking.published(f"indicators where {IS_TOTAL} and value is not null", f"{KEY}, value"))
    owed = {
        row[:2]
        for row in lacking.published(
            f"indicators where {IS_TOTAL} and missing is not null", "indicator_id, period"
        )
    }
    expected = {row for row in before if row[:2] not in owed}
    assert len(expected & now) >= 0.95 * len(expected)


def test_a_late_list_makes_the_figures_whole(town: Town, lacking: Installation, tmp_path: Path) -> None:
    """The college's lists come after a freeze that lacked them: the gate lets the publication and the freeze pass."""
    late = Installation(tmp_path / "late")
    shutil.copytree(lacking.root, late.root, symlinks=True)
    assert late.ask("freeze", "2025K3").returncode == 0
    for order, one in enumerate(town.sent):
        if one.partner == "gymnasium" and ABSENT["gymnasium"](one.feed, one.sent):
            one.write(late.settings.inbox, 10_000 + order)
    late.run()
    assert late.ask("freeze", "2025K4").returncode == 0
    of_cohort = f"indicators where {IS_TOTAL} and indicator_id = 'transition_3m' and period = '2024/25'"
    assert lacking.published(of_cohort, "status, missing") == [("incomplete", "Gymnasiet")]
    assert late.published(of_cohort, "missing") == [(None,)]
    changed = late.ask("diff", "2025K3", "--all")
    assert "sent leverance" in changed.stdout, changed.stderr
