"""Files whose days and months were once read a day or a month too early, or refused."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from pipelines.intake.identity.keyring import Keys
from tests.intake import samples
from tests.intake.cases.reading import received
from tests.intake.samples import absence, codes, pupils, text

MIDNIGHT_IN_DENMARK = 1_788_561_000  # 5 September 2026, 00:30; in UTC it is the day before


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("2025-09-30 22:00:00", "2025-10-01"),
        ("2025-10-31 23:00:00", "2025-11-01"),
        ("2025-10-31T23:00:00.000Z", "2025-11-01"),
        ("2025-09-30T21:59:12Z", "2025-10-01"),
        ("30-09-2025 23:59:12", "2025-10-01"),
        ("2025-10-01T00:00:00Z", "2025-10-01"),
        ("2025-10-01T00:00:00+02:00", "2025-10-01"),
        ("2025-10-01T00:00:00+24:00", "2025-10-01"),
        ("2025-10-01 00:00:00", "2025-10-01"),
        ("30-09-2025 10:00:00 pm", "2025-10-01"),
        ("30-09-2025 10:00:00 am", "2025-09-01"),
        ("01-10-2025 12:00:00 am", "2025-10-01"),
        ("2025-09-30 14:30:00", "2025-09-01"),
    ],
)
def test_a_month_as_an_instant(tmp_path: Path, keys: Keys, written: str, month: str) -> None:
    drop, rows = received(tmp_path, keys, text(samples.ABSENCE, absence(3, month=written)))
    assert (drop.verdict, set(map(str, rows["month"]))) == ("accepted", {month})
    midnight = written[11:19] == "00:00:00" or written.endswith("12:00:00 am")
    assert ("danish_day" in codes(drop)) == (month != "2025-09-01" and not midnight)


def test_a_workbook_with_midnights_in_utc(tmp_path: Path, keys: Keys) -> None:
    rows = [[*row[:2], datetime(2025, 10, 31, 23), *row[3:]] for row in absence(3)]
    book = samples.workbook({"Ark1": [samples.ABSENCE, *rows]})
    drop, loaded = received(tmp_path, keys, book, name="a.xlsx")
    assert (drop.verdict, set(loaded["month"])) == ("accepted", {date(2025, 11, 1)})


def test_times_of_any_hour_are_times_of_their_own_day(tmp_path: Path, keys: Keys) -> None:
    sent = absence(3)
    for row, hour in zip(sent, ("22", "23", "12"), strict=True):
        row[2] = f"2025-09-30 {hour}:00:00"
    _, rows = received(tmp_path, keys, text(samples.ABSENCE, sent))
    assert set(rows["month"]) == {date(2025, 9, 1)}


def test_todays_list_just_after_midnight(tmp_path: Path, keys: Keys) -> None:
    data = text(samples.PUPILS, pupils(3, "05-09-2026"))
    drop, _ = received(tmp_path, keys, data, modified=MIDNIGHT_IN_DENMARK)
    assert drop.verdict == "accepted"
    assert drop.received_at == datetime(2026, 9, 5, 0, 30)


@pytest.mark.parametrize(
    "end", ["01-01-0001", "01-01-1753", "30-12-1899", "31-12-9999", "9999-12-31 22:00:00"]
)
def test_what_stands_for_no_date_is_none(tmp_path: Path, keys: Keys, end: str) -> None:
    person = samples.cprs(1, date(2006, 5, 17))[0]
    sent = [[person, "280001", "STX", "01-08-2023", end, ""]]
    headers = ["CPR", "Institutionsnr", "Uddannelse", "Startdato", "Slutdato", "Afgangsårsag"]
    drop, rows = received(tmp_path, keys, text(headers, sent), "gymnasium")
    assert (drop.verdict, rows["end_date"].to_list()) == ("accepted", [None])
