"""Merged cells below a header: the school that stands once beside all of its pupils."""

from __future__ import annotations

from pipelines.intake.layout.merged_cells import filled_in, merged_keys
from pipelines.intake.layout.recognise import recognise
from pipelines.intake.reading.sheet import Merged, Sheet
from pipelines.settings import Limits
from schemas.feeds import all_feeds
from tests.intake import samples

CPR, SCHOOL, SICK = 0, 1, 4


def keys(*merged: Merged, first: list[str] | None = None) -> dict[int, dict[int, str]]:
    rows = [list(samples.ABSENCE), first or samples.absence(1)[0], *([""] * 7 for _ in range(3))]
    layout = recognise(Sheet("Ark1", rows, merged=list(merged)), all_feeds(), None, Limits())
    assert layout is not None
    return merged_keys(layout)


def test_a_school_merged_down_is_that_of_every_row_it_spans() -> None:
    assert keys(Merged(1, SCHOOL, 3, SCHOOL)) == {3: {SCHOOL: "561001"}, 4: {SCHOOL: "561001"}}


def test_the_school_of_a_list_of_pupils_is_no_key_and_still_of_every_row() -> None:
    rows = [list(samples.PUPILS), *samples.pupils(2)]
    layout = recognise(Sheet("Ark1", rows, merged=[Merged(1, 2, 2, 2)]), all_feeds(), None, Limits())
    assert layout is not None and layout.columns["school_no"] == 2
    assert merged_keys(layout) == {3: {2: "561001"}}


def test_a_figure_merged_down_counts_once() -> None:
    assert keys(Merged(1, SICK, 3, SICK)) == {}


def test_a_range_below_the_last_row_ends_there() -> None:
    assert keys(Merged(3, SCHOOL, 1_048_575, SCHOOL)) == {5: {SCHOOL: ""}}


def test_ranges_that_overlap_are_taken_once_each() -> None:
    """No program writes them; a file made of many would be work without end."""
    assert keys(Merged(1, SCHOOL, 4, SCHOOL), Merged(2, SCHOOL, 4, SCHOOL)) == keys(
        Merged(1, SCHOOL, 4, SCHOOL)
    )


def test_a_merged_title_above_the_header_is_no_key() -> None:
    assert keys(Merged(0, SCHOOL, 1, SCHOOL)) == {}


def test_a_cell_with_a_text_of_its_own_keeps_it() -> None:
    assert filled_in(["a", "561002"], {1: "561001", 3: "x"}) == ["a", "561002", "", "x"]
    assert filled_in(["a", " "], {1: "561001"}) == ["a", "561001"]
