from __future__ import annotations

from pipelines.judgement.multiplicity import certain

# The example of Benjamini and Hochberg (1995), section 4.1: at 5 % the four smallest are significant.
THEIRS = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
OTHERS = [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]


def test_the_example_of_the_paper() -> None:
    assert certain(dict(enumerate([*THEIRS, *OTHERS]))) == {0, 1, 2, 3}


def test_the_order_of_the_tests_is_of_no_importance() -> None:
    p_values = dict(reversed(list(enumerate([*THEIRS, *OTHERS]))))
    assert certain(p_values) == {0, 1, 2, 3}


def test_one_test_alone_is_held_against_5_per_cent() -> None:
    assert (certain({7: 0.05}), certain({7: 0.0501})) == ({7}, set())


def test_a_test_beyond_its_own_limit_is_significant_where_a_weaker_one_is() -> None:
    """0.03 is above 2.5 % and significant all the same, since both are below 5 %."""
    assert certain({1: 0.03, 2: 0.05}) == {1, 2}
    assert certain({1: 0.03, 2: 0.051}) == set()


def test_equal_tests_are_treated_alike() -> None:
    assert certain({1: 0.04, 2: 0.04, 3: 0.9}) == set()
    assert certain({1: 0.02, 2: 0.02, 3: 0.9}) == {1, 2}


def test_without_tests_nothing_is_significant() -> None:
    assert certain({}) == set()
