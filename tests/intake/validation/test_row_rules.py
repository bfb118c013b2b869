"""Rules that hold for every feed, at their edges."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from pipelines.intake.identity.keyring import Keys
from pipelines.intake.validation.row_rules import overlapping
from pipelines.settings import Settings
from schemas.feeds import all_feeds
from tests.intake.samples import cprs, send, text


@pytest.mark.parametrize(("start", "overlaps"), [(date(2025, 6, 30), True), (date(2025, 7, 1), False)])
def test_a_spell_that_starts_on_the_last_day_of_another_overlaps_it(start: date, overlaps: bool) -> None:
    spells = pl.DataFrame(
        {
            "index": [0, 1],
            "cpr": [1, 1],
            "benefit_type": ["dagpenge", "dagpenge"],
            "start_date": [date(2025, 1, 1), start],
            "end_date": [date(2025, 6, 30), None],
        }
    )
    assert overlapping(spells, all_feeds()["benefits"]).to_list() == ([1] if overlaps else [])


@pytest.mark.parametrize(("born", "loaded"), [(date(2012, 6, 1), 1), (date(2012, 6, 2), 0)])
def test_the_age_in_a_school_year_is_that_on_1_june(
    installation: Settings, keys: Keys, born: date, loaded: int
) -> None:
    """Exams are for ages 13-20. The two pupils become 13 on 1 and on 2 June 2025."""
    headers = ("CPR-nr", "Institutionsnr", "Skoleår", "Fagdisciplin", "Karakter")
    row = [cprs(1, born)[0], "561001", "2024/25", "110", "7"]
    drop = send(installation, keys, text(headers, [row]))
    assert drop.rows.loaded == loaded


def test_an_impossible_value_in_an_optional_column_sets_the_row_aside(
    installation: Settings, keys: Keys
) -> None:
    """70 hours a week cannot be right: the row is not loaded as one of somebody without hours."""
    headers = ("CPR-nr", "Statusdato", "Status", "Ugentlige timer")
    rows = [[cpr, "01-10-2025", "beskæftigelse", "70"] for cpr in cprs(1, date(2005, 5, 17))]
    rows += [[cpr, "01-10-2025", "beskæftigelse", "30"] for cpr in cprs(1, date(2004, 5, 17))]
    drop = send(installation, keys, text(headers, rows), "kui")
    assert (drop.rows.loaded, drop.rows.quarantined) == (1, 1)
