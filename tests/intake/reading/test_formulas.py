"""Formulas that a program wrote and nobody calculated: no value, or 0 in all of them."""

from __future__ import annotations

from pipelines.intake.reading.cell_flags import Place
from pipelines.intake.reading.formulas import Formulas


def uncalculated(cells: list[tuple[Place, str, str]], recalculated: bool = False) -> list[Place]:
    formulas = Formulas(recalculated)
    for place, kind, value in cells:
        if kind == "typed":
            formulas.add_value(place)
        else:
            formulas.add(place, kind, value)
    return list(formulas.uncalculated())


def test_a_formula_without_a_value_was_not_calculated() -> None:
    assert uncalculated([((1, 0), "n", ""), ((2, 0), "n", "7")]) == [(1, 0)]


def test_a_workbook_that_is_to_be_calculated_on_opening_has_zeros_in_all_its_formulas() -> None:
    zeros = [((row, 4), "n", zero) for row, zero in enumerate(["0", "0.0", "0"], 1)]
    assert uncalculated(zeros, recalculated=True) == [(1, 4), (2, 4), (3, 4)]
    assert uncalculated(zeros) == [], "another workbook says what it means"
    assert uncalculated([*zeros, ((4, 4), "n", "7")], recalculated=True) == [], "Excel has calculated them"
    assert uncalculated([*zeros, ((4, 4), "str", "ja")], recalculated=True) == []


def test_an_empty_text_in_all_of_a_column_was_not_calculated() -> None:
    empty = [((1, 4), "str", ""), ((2, 4), "str", "")]
    assert uncalculated(empty) == [(1, 4), (2, 4)]
    assert uncalculated([((0, 4), "typed", ""), *empty]) == [(1, 4), (2, 4)], "the header is above"
    assert uncalculated(empty[:1]) == [], "one may well have an empty text for its result"


def test_an_empty_text_among_results_is_a_result() -> None:
    empty = [((1, 4), "str", ""), ((2, 4), "str", "")]
    assert uncalculated([*empty, ((3, 4), "str", "ja")]) == []
    assert uncalculated([*empty, ((3, 4), "typed", "")]) == []
    assert uncalculated([*empty, ((3, 5), "str", "ja")]) == [(1, 4), (2, 4)], "that is another column"
