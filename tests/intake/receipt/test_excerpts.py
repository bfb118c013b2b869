from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipelines.intake.layout.recognise import recognise
from pipelines.intake.problems.problem import Problem
from pipelines.intake.reading.sheet import Sheet
from pipelines.intake.receipt.excerpts import Excerpt, excerpts_of
from pipelines.intake.receipt.sent_file import SentFile
from pipelines.settings import Limits
from schemas.feeds import all_feeds
from tests.intake import samples

DATA_ROWS = [
    [cpr, "561001", "2025M09", str(days), "", "0", "0"] for days, cpr in enumerate(samples.cprs(6), 20)
]


def excerpt(rows: list[Sequence[str]], *problems: Problem) -> Excerpt:
    layout = recognise(Sheet("Ark1", [list(row) for row in rows]), all_feeds(), None, Limits())
    assert layout is not None
    found = excerpts_of(SentFile(Path(), [layout]), problems[0], problems)
    assert found is not None
    return found


def fault(row: int, column: str | None = "D") -> Problem:
    return Problem("x", "error", "Ret.", "Ark1", row, column)


def test_three_rows_with_the_fault_in_the_middle() -> None:
    shown = excerpt([["Titel"], samples.ABSENCE, *DATA_ROWS], fault(5))
    assert [row.number for row in shown.rows] == [4, 5, 6]
    assert [[faulty for _, faulty in row.cells] for row in shown.rows][1] == [False] * 3 + [True] + [
        False
    ] * 3
    assert [(h.letter, h.text) for h in shown.headers][3:5] == [("D", "Skoledage"), ("E", "Sygdom")]
    assert [h.letter for h in shown.headers if h.faulty] == ["D"]


def test_the_header_is_never_a_row_and_the_end_is_the_end() -> None:
    assert [row.number for row in excerpt([samples.ABSENCE, *DATA_ROWS], fault(2)).rows] == [2, 3, 4]
    assert [row.number for row in excerpt([samples.ABSENCE, *DATA_ROWS], fault(7)).rows] == [5, 6, 7]
    assert [row.number for row in excerpt([samples.ABSENCE, DATA_ROWS[0]], fault(2)).rows] == [2]


def test_no_personal_number_and_no_column_that_is_not_agreed() -> None:
    headers = [*samples.ABSENCE[:2], "Navn", *samples.ABSENCE[2:]]
    shown = excerpt([headers, *[[*row[:2], "Hemmelig", *row[2:]] for row in DATA_ROWS]], fault(3, "E"))
    text = str(shown)
    assert "Hemmelig" not in text and "Navn" not in text and shown.hidden
    assert not any(row[0] in text for row in DATA_ROWS)
    assert [header.letter for header in shown.headers] == ["A", "B", "D", "E", "F", "G", "H"]


def test_rows_about_the_same_are_shown_together() -> None:
    rows = [samples.ABSENCE, *DATA_ROWS, [*DATA_ROWS[1][:3], "5", "1", "0", "0"]]
    shown = excerpt(rows, fault(3, None), fault(5, None), fault(8, None))
    assert [(row.number, row.faulty) for row in shown.rows] == [(3, True), (8, True)]


def test_a_wide_sheet_is_shown_around_its_fault() -> None:
    headers = ["CPR", "Skolenr", "Skoleår", "110", "120", "140", "150", "210", "220", "310", "410"]
    row = [samples.cprs(1)[0], "561001", "2024/25", *"77777777"]
    shown = excerpt([headers, row], fault(2, "K"))
    assert [header.letter for header in shown.headers] == list("CDEFGHIJK")
    assert [header.letter for header in shown.headers if not header.far] == ["J", "K"]
