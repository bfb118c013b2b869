"""The ledger: publications do not contradict earlier ones, and no series of them discloses a suppressed cell."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.publication.disclosure.ledger import (
    NUMBERS,
    as_ledger,
    empty_ledger,
    ledger_additions,
    ledger_as_of,
    newest_entries,
    with_history,
    without_empty_cells,
)
from pipelines.publication.disclosure.pattern_cache import PatternCache
from pipelines.publication.disclosure.protect import protect
from tests.publication.disclosure.oracle import Key, key_of, margins, narrow
from tests.publication.disclosure.random_worlds import Unit, cell, crossed, table, units

FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def published(
    cells: pl.DataFrame, ledger: pl.DataFrame | None = None, **how: Any
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The protected cells, and the ledger after their publication."""
    ledger = empty_ledger() if ledger is None else ledger
    protected = protect(cells, ledger, **how)
    at = FIRST + timedelta(days=ledger["published_at"].n_unique())
    return protected, pl.concat([ledger, ledger_additions(protected, ledger, at)])


def areas(*numbers: tuple[int, int], **more: Any) -> pl.DataFrame:
    """A total and its areas, each with (persons, numerator)."""
    places: list[Unit] = [({"area": f"OE{number}"}, n, y) for number, (n, y) in enumerate(numbers, 1)]
    return table(crossed("part_time_job", "O", places, **more))


def shown(protected: pl.DataFrame, column: str = "numerator") -> dict[str, float]:
    return dict(protected.filter(~pl.col("suppressed")).select("area", column).iter_rows())


HIDING = areas((40, 2), (40, 20), (50, 20), (60, 20))  # OE1 is small; OE2 hides it


def test_the_same_again_is_the_same_and_adds_nothing_to_the_ledger() -> None:
    first, ledger = published(HIDING)
    second, after = published(HIDING, ledger)
    assert shown(first).keys() == {"total", "OE3", "OE4"}
    assert second.equals(first)
    assert after.equals(ledger)


def test_what_was_hidden_stays_hidden_when_there_is_no_reason_left() -> None:
    _, ledger = published(HIDING)
    later, _ = published(areas((40, 20), (40, 20), (50, 20), (60, 20)), ledger)
    assert shown(later).keys() == {"total", "OE3", "OE4"}


def test_a_correction_that_leaves_the_pattern_safe_is_shown() -> None:
    _, ledger = published(HIDING)
    later, after = published(areas((40, 2), (40, 20), (50, 21), (60, 20)), ledger)
    assert shown(later) == {"total": 63.0, "OE3": 21.0, "OE4": 20.0}
    assert not later["waiting"].any()
    assert after.height == ledger.height + 2


TOO_SMALL_NOW = areas((40, 2), (40, 20), (50, 3), (60, 20))


def test_where_a_shown_figure_becomes_small_the_published_figures_are_retained() -> None:
    _, ledger = published(HIDING)
    later, after = published(TOO_SMALL_NOW, ledger)
    assert later["waiting"].all()
    assert shown(later) == {"total": 62.0, "OE3": 20.0, "OE4": 20.0}
    assert shown(later, "denominator") == {"total": 190.0, "OE3": 50.0, "OE4": 60.0}
    assert_only_marked(after, ledger)


def assert_same_figures(after: pl.DataFrame, ledger: pl.DataFrame) -> None:
    """What readers know of each cell is the same after as before."""
    known = [
        newest_entries(table).drop("published_at", "waiting").sort(pl.all()) for table in (after, ledger)
    ]
    assert known[0].equals(known[1])


def assert_only_marked(after: pl.DataFrame, ledger: pl.DataFrame) -> None:
    """Every cell of the ledger is entered again, with the same figures, as waiting; no other cell is."""
    entered = after.filter("waiting").drop("published_at", "waiting").sort(pl.all())
    assert entered.equals(ledger.drop("published_at", "waiting").sort(pl.all()))
    assert after.height == 2 * ledger.height


def test_a_freeze_makes_a_new_pattern_in_which_everything_known_stays_known() -> None:
    _, ledger = published(HIDING)
    frozen, after = published(TOO_SMALL_NOW, ledger, renew=True)
    assert not frozen["waiting"].any()
    # OE1 and OE2 together are known to be 22, OE4 to be 20: a total of 45 would leave 3 in OE3.
    assert shown(frozen) == {"OE4": 20.0}
    again, last = published(TOO_SMALL_NOW, after)
    assert shown(again) == shown(frozen)
    assert last.equals(after)


def test_the_sums_of_what_was_hidden_are_known_only_where_they_are_the_same_today() -> None:
    cache = PatternCache()
    _, first = published(HIDING)
    _, other = published(areas((40, 2), (40, 19), (50, 20), (60, 20)))
    for ledger, expected in ((first, {"OE4"}), (other, {"OE4", "total"})):
        frozen = protect(TOO_SMALL_NOW, ledger, renew=True, pattern_cache=cache)
        assert shown(frozen).keys() == expected
        cache = PatternCache(cache.used)


@pytest.mark.parametrize(
    "today",
    [
        pytest.param(areas((40, 2), (0, 0), (50, 20), (60, 20)), id="the last hidden part follows"),
        pytest.param(areas((40, 2), (40, 1), (50, 20), (60, 20)), id="two hidden parts lie within three"),
    ],
)
def test_where_the_old_pattern_would_disclose_a_cell_the_published_figures_are_retained(
    today: pl.DataFrame,
) -> None:
    _, ledger = published(HIDING)
    later, _ = published(today, ledger)
    assert later["waiting"].all()
    assert shown(later) == {"total": 62.0, "OE3": 20.0, "OE4": 20.0}


def test_where_no_new_pattern_is_safe_either_the_published_figures_are_retained() -> None:
    """School S1 knows its own cells and all others were published, so S1 can derive what the new total hides."""
    drawn = [(40, 10), (40, 20), (40, 20), (40, 10), (30, 15), (20, 5)]
    _, ledger = published(table(crossed("absence_over_10", "KS", units(drawn, "SK"))))
    today = table(crossed("absence_over_10", "KS", units([*drawn[:5], (20, 3)], "SK")))
    frozen, after = published(today, ledger, renew=True)
    assert frozen["waiting"].all()
    assert_only_marked(after, ledger)


def test_a_twin_that_was_shown_by_itself_does_not_cause_the_other_to_be_shown() -> None:
    quarter = [cell(indicator_id="quarter", period="2025K3", links="~ year K3", numerator=6.0)]
    _, ledger = published(table(quarter))
    year = [cell(indicator_id="year", period="2025", numerator=3.0)]
    later, _ = published(table([*quarter, *year]), ledger)
    assert later["suppressed"].to_list() == [False, True]
    assert not later["waiting"].any()


def test_a_cell_that_no_longer_exists_is_retained_with_its_block() -> None:
    _, ledger = published(HIDING)
    later, _ = published(areas((40, 2), (40, 20), (50, 3)), ledger)
    assert shown(later) == {"total": 62.0, "OE3": 20.0, "OE4": 20.0}


def test_a_new_crossing_of_a_retained_block_is_hidden_and_not_in_the_ledger() -> None:
    _, ledger = published(HIDING)
    by_gender: list[Unit] = [({"gender": "female"}, 90, 30), ({"gender": "male"}, 100, 15)]
    wider = pl.concat(
        [TOO_SMALL_NOW, table(crossed("part_time_job", "K", by_gender)).filter(pl.col("gender") != "total")]
    )
    later, after = published(wider, ledger)
    new = later.filter(pl.col("gender") != "total")
    assert new["suppressed"].all() and new["waiting"].all()
    assert_only_marked(after, ledger)


def test_what_waits_is_entered_once_and_settled_by_the_freeze() -> None:
    _, ledger = published(HIDING)
    _, waiting = published(TOO_SMALL_NOW, ledger)
    _, still = published(TOO_SMALL_NOW, waiting)
    assert still.equals(waiting)
    _, frozen = published(TOO_SMALL_NOW, still, renew=True)
    assert not newest_entries(frozen)["waiting"].any()


def test_a_ledger_from_before_waiting_was_marked_is_read() -> None:
    _, ledger = published(HIDING)
    assert as_ledger(ledger.drop("waiting")).equals(ledger)


def test_a_new_crossing_does_not_disclose_what_was_hidden() -> None:
    """Two genders in OE1 and OE2 would disclose these totals, which the first publication hid."""
    _, ledger = published(HIDING)
    both = [
        ({"area": area, "gender": gender}, n / 2, y / 2)
        for area, n, y in (("OE1", 40, 20), ("OE2", 40, 20), ("OE3", 50, 20), ("OE4", 60, 20))
        for gender in ("female", "male")
    ]
    later, _ = published(table(crossed("part_time_job", "OK", both)), ledger)
    shown_of_first = later.filter(~pl.col("suppressed"), pl.col("area") == "OE1").height
    assert shown_of_first < 2


def test_a_period_without_persons_is_not_in_the_ledger() -> None:
    nobody = table([cell(persons=0.0, numerator=0.0), cell(period="2025", numerator=3.0)])
    seen = without_empty_cells(protect(nobody), nobody)
    assert ledger_additions(seen, empty_ledger(), FIRST)["period"].to_list() == ["2025"]


def test_the_ledger_can_be_read_as_of_a_day() -> None:
    _, ledger = published(HIDING)
    _, after = published(areas((40, 2), (40, 20), (50, 21), (60, 20)), ledger)
    assert ledger_as_of(after, FIRST + timedelta(days=1)).equals(ledger)
    assert ledger_as_of(after, FIRST).is_empty()


def test_the_ledger_holds_nothing_that_was_not_published() -> None:
    _, ledger = published(HIDING)
    hidden = ledger.filter("suppressed")
    assert hidden.select(NUMBERS).null_count().row(0) == (hidden.height,) * len(NUMBERS)
    assert not {"largest_unit", "largest_cluster"} & set(ledger.columns)


@pytest.mark.parametrize("today", [5.0, 6.0])
def test_a_figure_counts_as_known_only_where_it_is_what_was_shown(today: float) -> None:
    _, ledger = published(table([cell(numerator=5.0)]))
    flagged = with_history(table([cell(numerator=today)]), ledger)
    assert flagged.select("was_shown", "was_hidden", "is_known").row(0) == (True, False, today == 5.0)


numbers = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=6, max_size=6)
corrections = st.lists(
    st.tuples(st.integers(0, 5), st.integers(-3, 3), st.booleans()), min_size=7, max_size=7
)


def corrected(drawn: list[tuple[int, int]], at: int, by: int) -> list[tuple[int, int]]:
    n, y = drawn[at]
    return [*drawn[:at], (n, min(n, max(0, y + by))), *drawn[at + 1 :]]


@settings(max_examples=4)
@given(numbers, corrections)
def test_no_series_of_eight_releases_discloses_a_hidden_cell(
    drawn: list[tuple[int, int]], steps: list[tuple[int, int, bool]]
) -> None:
    ledger, hidden = empty_ledger(), set[Key]()
    truth: dict[Key, dict[str, Any]] = {}
    for at, by, renew in [(0, 0, False), *steps]:
        drawn = corrected(drawn, at, by)
        cells = table(crossed("part_time_job", "KO", units(drawn, "OK")))
        known_before = with_history(cells, ledger).filter("is_known")
        protected, ledger_after = published(cells, ledger, renew=renew)
        rows = {key_of(row): row for row in protected.iter_rows(named=True)}
        now = {key for key, row in rows.items() if row["suppressed"]}
        assert hidden & rows.keys() <= now, "what was hidden is shown"
        assert protect(cells, ledger, renew=renew).equals(protected)
        if protected["waiting"].any():
            assert_same_figures(ledger_after, ledger)
        else:
            truth = {key_of(row): row for row in cells.iter_rows(named=True)}
            before = {key_of(row): row["numerator"] for row in known_before.iter_rows(named=True)}
            known = {key: truth[key]["numerator"] for key in (truth.keys() - now) | before.keys()}
            limits = {key: (0.0, row["persons"]) for key, row in truth.items()}
            assert not narrow(limits, known, margins(truth), before)
        ledger, hidden = ledger_after, now | hidden
