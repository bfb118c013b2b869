"""A second table further down in a sheet, with the columns in another order."""

from __future__ import annotations

import pytest

from pipelines.intake.layout.data_rows import read_data_rows
from pipelines.intake.layout.grid_rows import GridDataRows
from pipelines.intake.layout.later_headers import columns_named
from pipelines.intake.layout.recognise import recognise
from pipelines.intake.reading.sheet import Sheet
from pipelines.settings import Limits
from schemas.feeds import all_feeds
from tests.intake import samples

HEADERS = all_feeds()["absence"].headers
FIRST, SECOND = samples.absence(2)
TURNED = [4, 0, 1, 2, 3, 5, 6]


def turned(row: list[str] | tuple[str, ...]) -> list[str]:
    return [row[at] for at in TURNED]


def read(*below: list[str]) -> GridDataRows:
    found = recognise(Sheet("", [list(samples.ABSENCE), FIRST, *below]), all_feeds(), None, Limits())
    assert found is not None
    rows = read_data_rows(found)
    assert isinstance(rows, GridDataRows)
    return rows


def test_the_rows_below_it_are_read_by_its_own_headers() -> None:
    rows = read([], ["Oktober"], turned(samples.ABSENCE), turned(SECOND))
    assert rows.text["cpr"].to_list()[-1] == SECOND[0]
    assert rows.text["sick_days"].to_list()[-1] == SECOND[4]
    assert rows.text["source_column"].to_list() == ["", "", "@5"]
    assert rows.skipped == [(5, "repeated_header")]


def test_a_table_that_lacks_a_required_column_has_no_row_that_can_be_used() -> None:
    without = [at for at in TURNED if samples.ABSENCE[at] != "Måned"]
    rows = read([samples.ABSENCE[at] for at in without], [SECOND[at] for at in without])
    assert rows.text["shape"].to_list() == [None, "other_table"]


def test_a_table_that_lacks_most_columns_is_none() -> None:
    rows = read(["Skole", "Sygdom"], ["a", "b"])
    assert rows.skipped == [] and rows.rows == 3


def test_a_row_too_wide_for_its_own_table_is_named() -> None:
    rows = read(turned(samples.ABSENCE), [*turned(SECOND), "x"])
    assert rows.text["shape"].to_list() == [None, "row_too_wide"]


@pytest.mark.parametrize(
    "cells",
    [
        ["0101124321", "Sygdom", "Måned"],
        ["", "Noget andet", "Sygdom", "Måned"],
        ["Sygdom", "20", "1,5"],
        ["110", "Sygdom", "Måned"],
    ],
)
def test_a_row_that_does_not_begin_with_a_header_and_have_another_is_data(cells: list[str]) -> None:
    assert columns_named(cells, HEADERS) == {}


def test_a_row_of_headers_names_their_fields() -> None:
    assert columns_named(["", "Sygdom", "x", "Måned"], HEADERS) == {"sick_days": 1, "month": 3}


def test_a_table_with_the_same_columns_but_one_required_is_another_table() -> None:
    rows = read(list(samples.ABSENCE[:6]), SECOND[:6])
    assert rows.text["shape"].to_list() == [None, "other_table"]


def test_below_columns_for_disciplines_a_header_in_another_order_loses_no_row_unseen() -> None:
    """Its rows are read by the first header, and are quarantined and shown."""
    header, row = ["CPR", "Skolenr", "Skoleår", "110"], [samples.cprs(1)[0], "561001", "2024/25", "7"]
    order = [1, 0, 2, 3]
    sent = [header, row, [header[at] for at in order], [row[at] for at in order]]
    found = recognise(Sheet("", sent), all_feeds(), None, Limits())
    assert found is not None and found.wide
    assert read_data_rows(found).rows == 3
