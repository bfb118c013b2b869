from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.publication.disclosure.elimination import Knowledge
from pipelines.publication.disclosure.linear_system import Row, System

TOTAL, FIRST, SECOND, THIRD = range(4)


def system(columns: int, *equations: dict[int, int]) -> System:
    zeros = np.zeros(columns)
    rows = tuple(Row(tuple(terms.items()), 0.0, 0.0) for terms in equations)
    return System(zeros, zeros, zeros, zeros, rows, tuple((column,) for column in range(columns)), (), ())


SUM = system(4, {TOTAL: 1, FIRST: -1, SECOND: -1, THIRD: -1})


def test_the_last_part_follows_from_the_total_and_the_others() -> None:
    mind = Knowledge(SUM)
    mind.learn([TOTAL, FIRST])
    assert not mind.follows(THIRD)
    assert mind.would_expose([SECOND], [THIRD])
    assert not mind.would_expose([FIRST], [THIRD])
    mind.learn([SECOND])
    assert mind.follows(THIRD)


def test_who_knows_one_part_beforehand_needs_one_less() -> None:
    assert Knowledge(SUM, [SECOND]).would_expose([TOTAL, FIRST], [THIRD])


def test_what_is_zero_by_definition_follows_from_nothing() -> None:
    assert Knowledge(system(2, {0: 1})).follows(0)


@given(
    st.lists(st.lists(st.sampled_from([-1, 0, 1]), min_size=6, max_size=6), min_size=1, max_size=4),
    st.sets(st.integers(0, 5), max_size=5),
    st.integers(0, 5),
)
@pytest.mark.filterwarnings("ignore")
def test_it_finds_what_ranks_find(matrix: list[list[int]], known: set[int], asked: int) -> None:
    mind = Knowledge(
        system(6, *({column: factor for column, factor in enumerate(row) if factor} for row in matrix))
    )
    mind.learn(sorted(known))
    rank = np.linalg.matrix_rank
    told = np.vstack([np.array(matrix, dtype=float), *(np.eye(6)[[column]] for column in sorted(known))])
    assert mind.follows(asked) == (rank(told) == rank(np.vstack([told, np.eye(6)[[asked]]])))
