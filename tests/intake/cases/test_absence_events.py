"""Lists of absence with a row for each day and cause: counted up, or told what is missing; never another list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipelines.intake.examination import examine
from pipelines.intake.examination.absence_events import UNLISTED
from pipelines.intake.identity.keyring import Keys
from schemas.partners import find_partner
from tests.intake.cases.reading import received
from tests.intake.samples import codes, cprs, text

HEADERS = ("CPR-nummer", "Skole", "Dato", "Fraværsårsag", "Antal dage")
ANNA, BO = cprs(2)
EVENTS = [
    [ANNA, "Østskolen", "03-09-2025", "Sygdom", "1"],
    [ANNA, "Østskolen", "04-09-2025", "Ulovligt fravær", "0,5"],
    [BO, "Østskolen", "04-09-2025", "Fravær med tilladelse", "1"],
    [ANNA, "Østskolen", "05-09-2025", "Sygdom", "1"],
    [ANNA, "Østskolen", "01-10-2025", "Sygdom", "1"],
]


def amounts(rows: object) -> list[tuple[object, ...]]:
    names = ("month", "school_days", "sick_days", "authorised_days", "unauthorised_days")
    return sorted(rows.select(names).iter_rows())  # type: ignore[attr-defined]


def test_events_are_counted_up_where_school_days_are_known(
    tmp_path: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    school = find_partner("oestskolen")
    assert school is not None
    agreed = replace(school, school_days={"2025M09": 22, "2025M10": 18})
    monkeypatch.setattr(examine, "find_partner", lambda _: agreed)
    drop, rows = received(tmp_path, keys, text(HEADERS, EVENTS))
    assert (drop.feed, drop.verdict, codes(drop)) == ("absence", "accepted_with_warnings", ["events_counted"])
    # So that no figure of absence is called whole that rests on the list.
    assert drop.absent == [UNLISTED]
    september, october = date(2025, 9, 1), date(2025, 10, 1)
    assert amounts(rows) == [(september, 22, 0, 1, 0), (september, 22, 2, 0, 0.5), (october, 18, 1, 0, 0)]
    assert set(rows["school_no"]) == {"561001"}


def test_a_column_of_school_days_is_used(tmp_path: Path, keys: Keys) -> None:
    drop, rows = received(tmp_path, keys, text([*HEADERS, "Skoledage"], [[*row, "21"] for row in EVENTS[:4]]))
    assert (len(rows), set(rows["school_days"])) == (2, {21.0})
    assert "events_counted" in codes(drop)


def test_what_is_missing_is_said(tmp_path: Path, keys: Keys) -> None:
    drop, _ = received(tmp_path, keys, text(HEADERS, EVENTS))
    assert (drop.feed, drop.verdict, codes(drop)) == ("absence", "rejected", ["events_lack_school_days"])
    assert "2025M09 og 2025M10" in drop.problems[0].message_da


def test_an_event_that_cannot_be_read_is_not_left_out_silently(tmp_path: Path, keys: Keys) -> None:
    spoilt = [[*EVENTS[0][:3], "Ferie?", "1"], [*EVENTS[1][:2], "i går", "Sygdom", "1"]]
    drop, _ = received(tmp_path, keys, text([*HEADERS, "Skoledage"], [[*row, "21"] for row in spoilt]))
    assert (drop.verdict, codes(drop)) == ("rejected", ["events_unreadable"])
    assert "række 2 og 3" in drop.problems[0].message_da


def test_such_a_list_is_never_taken_for_another(tmp_path: Path, keys: Keys) -> None:
    """With a class level and a day, it has all that a list of pupils needs."""
    headers, rows = ("CPR", "Klassetrin", "Dato", "Fraværsårsag"), [[ANNA, "5", "05-09-2025", "Sygdom"]]
    drop, _ = received(tmp_path, keys, text(headers, rows))
    assert (drop.feed, codes(drop)) == ("absence", ["events_lack_school_days"])
