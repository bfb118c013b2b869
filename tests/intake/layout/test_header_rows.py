"""Candidates for the header row, and what a header means whose letters are lost."""

from __future__ import annotations

import pytest

from pipelines.intake.layout.header_rows import Header, headers_among, meaning
from pipelines.intake.reading.sheet import Merged, Sheet
from schemas.headers import readings

KNOWN = {"cprnr": "cpr", "maaned": "month", "fravaer syg": "sick", "fravaer lovligt": "authorised"}


def among(*rows: list[str], merged: list[Merged] | None = None) -> list[Header]:
    return list(headers_among(Sheet("", list(rows), merged=merged or []), 30, KNOWN))


def test_a_header_below_a_blank_row_is_one_row_high() -> None:
    (found,) = among(["Fravær"], [], ["CPR-nr", "Måned"])
    assert (found.row, found.height) == (2, 1)


def test_a_merged_cell_is_above_each_of_its_columns_and_no_other() -> None:
    kinds = ["CPR-nr", "Syg", "Lovligt", "Måned"]
    areas = [Merged(0, 1, 0, 2), Merged(7, 2, 7, 3)]
    found = among(["", "Fravær", "", ""], kinds, merged=areas)
    assert [header.height for header in found] == [1, 2]
    assert [readings("Fravær Syg")[0] in found[1].wordings[1], found[1].wordings[3]] == [
        True,
        readings("Måned"),
    ]
    assert readings("Fravær Lovligt")[0] in found[1].wordings[2]


def test_a_row_with_one_known_header_is_no_candidate() -> None:
    assert among(["CPR-nr", "Navn"], ["CPR-nr", ""]) == []


def test_of_many_candidates_those_with_most_known_headers_are_tried_in_their_order() -> None:
    likely, better = ["CPR-nr", "Måned", "x"], ["CPR-nr", "Måned", "M?ned"]
    found = [header.row for header in among(*[likely] * 14, better) if header.height == 1]
    assert found[-1] == 14 and found == sorted(found) and len(found) <= 12


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("maaned", "month"),
        ("m?ned", "month"),
        ("m\ufffdned", "month"),
        ("m??ned", "month"),
        ("mxned", None),
        ("?", None),
    ],
)
def test_a_header_with_lost_letters(written: str, meant: str | None) -> None:
    assert meaning((written,), KNOWN) == meant


def test_a_header_with_lost_letters_that_may_be_two_is_neither() -> None:
    assert meaning(("l?n",), {"laan": "loan", "loen": "pay"}) is None
    assert meaning(("l?n",), {"laan": "loan", "laen": "loan"}) == "loan"
