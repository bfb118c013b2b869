"""How a problem is worded and counted."""

from __future__ import annotations

from string import Formatter

import pytest

from pipelines.intake.problems.cell_messages_da import CELLS
from pipelines.intake.problems.file_messages_da import FILES
from pipelines.intake.problems.problem import Problem, bounded, cell_problem, file_problem, note_problem
from pipelines.intake.problems.sheet_messages_da import SHEETS
from pipelines.intake.reading.sheet import Note
from schemas.contract import Feed
from schemas.feeds import all_feeds

ABSENCE = all_feeds()["absence"]


def problem(code: str, row: int, count: int = 1) -> Problem:
    return Problem(code, "error", code, "Ark1", row, "B", count)


def test_no_code_is_worded_twice() -> None:
    """The second wording would silently take the place of the first."""
    assert not FILES.keys() & SHEETS.keys()
    own = [code for feed in all_feeds().values() for code in (*feed.messages, *feed.warnings)]
    assert not set(own) & CELLS.keys()


@pytest.mark.parametrize("code", CELLS)
def test_a_message_on_a_cell_names_nothing_but_the_column_and_how_to_write_it(code: str) -> None:
    _, sentence = CELLS[code]
    assert {name for _, name, _, _ in Formatter().parse(sentence) if name} <= {"title", "how"}


@pytest.mark.parametrize("feed", all_feeds().values(), ids=list(all_feeds()))
def test_each_message_of_a_feed_can_be_worded(feed: Feed) -> None:
    for code in (*feed.messages, *feed.warnings):
        worded = cell_problem(code, "Kolonnen", feed)
        assert worded.message_da and "{" not in worded.message_da
        assert worded.severity == ("warning" if code in feed.warnings else "error")


def test_how_to_write_a_value_is_said_where_the_message_asks_for_it() -> None:
    worded = cell_problem("integer_unreadable", ABSENCE.columns["school_days"].title, ABSENCE)
    assert worded.message_da.startswith("Skoledage skal være et helt tal. ")
    assert not worded.message_da.endswith(" ")


def test_a_cell_that_is_left_out_is_a_warning_that_says_so() -> None:
    whole = cell_problem("date_unreadable", "Dato", ABSENCE, row=7)
    alone = cell_problem("date_unreadable", "Dato", ABSENCE, emptied=True, row=7)
    assert (whole.severity, alone.severity) == ("error", "warning")
    assert alone.message_da == whole.message_da + " Indtil da tæller cellen som tom."
    assert alone.row == 7


def test_the_first_of_each_code_are_kept_and_the_rest_counted_in_one_without_a_row() -> None:
    many = [problem("a", 1), problem("b", 1), problem("a", 2), problem("a", 3, count=2), problem("a", 4)]
    *kept, rest = bounded(many, 2)
    assert kept == [problem("a", 1), problem("b", 1), problem("a", 2)]
    assert (rest.code, rest.row, rest.count, rest.sheet) == ("a", None, 3, "Ark1")


def test_nothing_is_counted_together_that_fits() -> None:
    many = [problem("a", 1), problem("a", 2), problem("b", 1)]
    assert bounded(many, 2) == many


def test_a_problem_of_a_sheet_is_worded_with_its_words() -> None:
    found = file_problem("column_not_agreed", "Ark2", place="C", guess="")
    assert (found.sheet, found.row) == ("Ark2", None)
    assert "C" in found.message_da and "{" not in found.message_da
    with pytest.raises(KeyError):
        file_problem("column_not_agreed", "Ark2")


def test_a_readers_note_keeps_its_place_and_number() -> None:
    found = note_problem(Note("hidden_column", 3, "B", 12), "Ark1")
    assert (found.code, found.sheet, found.row, found.column, found.count) == (
        "hidden_column",
        "Ark1",
        3,
        "B",
        12,
    )
