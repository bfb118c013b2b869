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
    return System(zeros, zeros, zeros, zeros, rows, (), ())


SUM = system(4, {TOTAL: 1, FIRST: -1, SECOND: -1, THIRD: -1})


def test_the_last_part_follows_from_the_total_and_the_others() -> None:
    knowledge = Knowledge(SUM)
    knowledge.learn([TOTAL, FIRST])
    assert not knowledge.follows(THIRD)
    assert knowledge.would_expose([SECOND], [THIRD])
    assert not knowledge.would_expose([FIRST], [THIRD])
    knowledge.learn([SECOND])
    assert knowledge.follows(THIRD)


def test_an_attacker_who_knows_one_part_beforehand_needs_one_part_less() -> None:
    assert Knowledge(SUM, [SECOND]).would_expose([TOTAL, FIRST], [THIRD])


def test_a_cell_that_is_zero_by_definition_follows_without_any_knowledge() -> None:
    assert Knowledge(system(2, {0: 1})).follows(0)


@given(
    st.lists(st.lists(st.sampled_from([-1, 0, 1]), min_size=6, max_size=6), min_size=1, max_size=4),
    st.sets(st.integers(0, 5), max_size=5),
    st.integers(0, 5),
)
@pytest.mark.filterwarnings("ignore")
def test_elimination_agrees_with_matrix_ranks(matrix: list[list[int]], known: set[int], asked: int) -> None:
    knowledge = Knowledge(
        system(6, *({column: factor for column, factor in enumerate(row) if factor} for row in matrix))
    )
    knowledge.learn(sorted(known))
    rank = np.linalg.matrix_rank
    revealed = np.vstack([np.array(matrix, dtype=float), *(np.eye(6)[[column]] for column in sorted(known))])
    assert knowledge.follows(asked) == (rank(revealed) == rank(np.vstack([revealed, np.eye(6)[[asked]]])))
