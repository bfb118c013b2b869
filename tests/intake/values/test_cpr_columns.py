"""Functions on columns of personal numbers give the same results as those on single numbers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipelines.intake.values import cpr, cpr_columns

shaped = st.builds(
    lambda day, month, rest: day * 10**8 + month * 10**6 + rest,
    st.integers(0, 99),
    st.integers(0, 13),
    st.integers(0, 999_999),
)


@given(st.lists(st.one_of(shaped, st.integers(0, 10**10 - 1)), max_size=30))
def test_columns_of_numbers_are_judged_as_single_ones(numbers: list[int]) -> None:
    texts, column = [f"{number:010d}" for number in numbers], np.array(numbers, dtype=np.int64)
    assert cpr_columns.birth_dates(column).tolist() == [cpr.birth_date(text) for text in texts]
    assert cpr_columns.pass_modulus_11(column).tolist() == [cpr.passes_modulus_11(text) for text in texts]
    assert cpr_columns.are_temporary(column).tolist() == [cpr.is_temporary(text) for text in texts]
    assert cpr_columns.are_male(column).tolist() == [cpr.gender(text) == "male" for text in texts]


@given(st.lists(st.integers(0, 9), max_size=40), st.integers(1, 10))
def test_each_person_is_kept_once(numbers: list[int], at_once: int) -> None:
    kept = cpr_columns.Distinct()
    kept._BATCH = 3
    for start in range(0, len(numbers), at_once):
        kept.add(np.array(numbers[start : start + at_once], dtype=np.int64))
    assert kept.numbers.tolist() == sorted(set(numbers) - {0})


def test_each_row_has_the_number_of_its_person() -> None:
    numbers = np.array([101121234, 101121234, 202131234, 101121234], dtype=np.int64)
    persons, rows = cpr_columns.without_repetitions(numbers)
    assert persons.tolist() == [101121234, 202131234, 101121234]
    assert rows.tolist() == [0, 0, 1, 2]
