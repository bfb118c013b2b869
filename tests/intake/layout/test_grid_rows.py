"""The text beside a code of the key, by which two rows of one code are told apart."""

from __future__ import annotations

from pipelines.intake.layout.grid_rows import read_grid_rows
from pipelines.intake.layout.recognise import recognise
from pipelines.intake.reading.sheet import Sheet
from pipelines.settings import Limits
from schemas.feeds import all_feeds


def test_the_text_beside_a_code_is_kept_and_the_code_is_not_repeated() -> None:
    rows = [["0101074000", "EUD", "Tømrer", "01-08-2023"], ["0101074000", "eud", " Smed ", "01-08-2023"]]
    sheet = Sheet("", [["CPR", "Uddannelse", "Uddannelse", "Startdato"], *rows])
    layout = recognise(sheet, all_feeds(), None, Limits())
    assert layout is not None and "education_type" in layout.doubles
    text = read_grid_rows(layout).text
    read = layout.columns["education_type"]
    assert text["education_type"].to_list() == [row[read].strip() for row in rows]
    assert text["beside"].to_list() == [row[3 - read].strip() for row in rows]
