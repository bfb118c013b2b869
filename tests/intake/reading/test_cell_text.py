"""Values of cells as text: numbers that nobody takes for thousands, and times as they are seen."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.intake.reading.cell_text import cell_text, duration_text, number_text, percent_text, row_text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.1 + 0.2, "0,3"),
        (1.005, "1,0050"),
        (12.3456, "12,3456"),
        (1e-7, "0,0000001"),
        (2.5e-8, "0,000000025"),
        (123456.0, "123456"),
        (302104124.0, "302104124"),
        (1e14, "100000000000000"),
        (1.5e15, "1500000000000000"),
        (-0.5, "-0,5"),
    ],
)
def test_a_number_is_written_out_with_a_decimal_comma(number: float, text: str) -> None:
    assert number_text(number) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.07, "7 %"), (0.875, "87,5 %"), (0.29, "29 %"), (0.12345, "12,3450 %"), (1.0, "100 %")],
)
def test_a_share_is_the_percentage_that_is_seen(share: float, text: str) -> None:
    assert percent_text(share) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (27_000, "07:30:00"),
        (108_000, "30:00:00"),
        (-5_400, "-01:30:00"),
        (26_999.9999999, "07:30:00"),
        (59.6, "00:01:00"),
    ],
)
def test_a_duration_is_in_hours_minutes_and_whole_seconds(seconds: float, text: str) -> None:
    assert duration_text(dt.timedelta(seconds=seconds)) == text


def test_a_row_is_the_texts_of_its_cells() -> None:
    cells = ["a", True, 7, 1.5, dt.date(2026, 9, 5), dt.datetime(2026, 9, 5, 7, 30), dt.time(7, 30)]
    assert row_text(cells) == [cell_text(cell) for cell in cells]
    assert row_text(cells) == ["a", "SAND", "7", "1,5", "2026-09-05", "2026-09-05 07:30:00", "07:30:00"]
