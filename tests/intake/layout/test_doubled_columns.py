"""Two columns of one name: which is read, and when that is in doubt."""

from __future__ import annotations

import pytest

from pipelines.intake.layout.doubled_columns import chosen
from pipelines.intake.reading.sheet import Sheet
from schemas.contract_column import Column
from schemas.feeds import all_feeds

SICK, SCHOOL = all_feeds()["absence"].columns["sick_days"], all_feeds()["absence"].columns["school_no"]


def choice(*rows: tuple[str, str], contract: Column = SICK) -> tuple[int, bool]:
    return chosen(Sheet("", [["Titel"], ["A", "B"], *map(list, rows)]), 1, [0, 1], contract)


def test_the_filled_one_is_read() -> None:
    assert choice(("", "1"), ("", "2")) == (1, False)
    assert choice(("1", " "), ("2", "")) == (0, False)
    assert choice(("", ""), ("", "")) == (0, False)


def test_the_fuller_one_is_read_and_a_gap_in_the_other_is_no_doubt() -> None:
    assert choice(("1", "1"), ("", "2"), ("3", "3")) == (1, False)
    assert choice(("1", "1"), ("2", ""), ("3", "3")) == (0, False)


def test_columns_that_say_something_different_are_in_doubt() -> None:
    assert choice(("1", "1"), ("2", "3")) == (0, True)


@pytest.mark.parametrize(("code", "read"), [(0, 0), (1, 1)])
def test_of_a_code_and_its_text_the_one_with_known_codes_is_read(code: int, read: int) -> None:
    rows = [("561001", "vores egen skole"), ("561002", "den anden")]
    sent = [row if code == 0 else row[::-1] for row in rows]
    assert choice(*sent, contract=SCHOOL) == (read, False)


def test_a_code_and_the_name_of_another_are_in_doubt() -> None:
    assert choice(("561001", "Østskolen"), contract=SCHOOL) == (0, False)
    assert choice(("561001", "Havneskolen"), contract=SCHOOL) == (0, True)
