"""Two denominators of one place that are both shown give the persons between them."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl

from pipelines.publication.disclosure.ledger import empty_ledger, ledger_additions
from pipelines.publication.disclosure.protect import protect
from tests.publication.disclosure.random_worlds import Unit, crossed, table


def world(**lacking: int) -> pl.DataFrame:
    """Examined and all ninth-graders by area: sixty each, fewer examined by the given numbers."""
    everybody: list[Unit] = [({"area": area}, 60, 30) for area in lacking]
    examined: list[Unit] = [({"area": area}, 60 - few, 30) for area, few in lacking.items()]
    return table(
        [
            *crossed("examined", "O", examined, links="persons within all"),
            *crossed("all", "O", everybody, links="= examined"),
        ]
    )


def shown(cells: pl.DataFrame) -> dict[str, set[str]]:
    rows = cells.filter(~pl.col("suppressed"))
    return {name: set(rows.filter(indicator_id=name)["area"]) for name in ("examined", "all")}


def test_a_crossing_in_which_few_are_left_over_somewhere_is_not_shown() -> None:
    everywhere = {"OE1", "OE2", "OE3", "total"}
    assert shown(protect(world(OE1=3, OE2=8, OE3=0))) == {"examined": {"total"}, "all": everywhere}


def test_the_total_is_not_shown_where_few_are_left_over_in_all() -> None:
    found = shown(protect(world(OE1=2, OE2=0, OE3=0)))
    assert found == {"examined": set(), "all": {"OE1", "OE2", "OE3", "total"}}


def test_nobody_or_many_left_over_are_no_secret() -> None:
    everywhere = {"OE1", "OE2", "OE3", "total"}
    assert shown(protect(world(OE1=5, OE2=0, OE3=11))) == {"examined": everywhere, "all": everywhere}


def test_what_is_hidden_for_its_denominator_hides_no_numerator_later() -> None:
    """The numerator of those examined is that of all, which stays shown."""
    cells = world(OE1=3, OE2=8, OE3=0)
    ledger = ledger_additions(protect(cells), empty_ledger(), datetime(2026, 9, 1, tzinfo=UTC))
    assert shown(protect(cells, ledger)) == shown(protect(cells))


def test_what_was_hidden_for_its_denominator_stays_hidden() -> None:
    ledger = ledger_additions(protect(world(OE1=3, OE2=8)), empty_ledger(), datetime(2026, 9, 1, tzinfo=UTC))
    assert shown(protect(world(OE1=6, OE2=8), ledger))["examined"] == {"total"}
