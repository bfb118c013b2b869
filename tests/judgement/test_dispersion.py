from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from pipelines.judgement.dispersion import Prior, learn_prior
from pipelines.judgement.reference import Reference


def test_one_indicator_alone_is_shrunk_towards_independent_persons() -> None:
    assert learn_prior([]) == Prior(1.0, 4.0)
    assert learn_prior([(4.0, 4)]) == Prior(1.0, 4.0)
    assert Prior().moderated(12.0, 4) == Reference(2.0, 8.0)
    assert Prior(1.5, 4.0).moderated(0.0, 0) == Reference(1.5)


@pytest.mark.parametrize(("dispersion", "expected"), [(1.0, (1.0, 1.2)), (2.0, (1.75, 2.1, 2.5))])
def test_a_report_tells_what_is_usual(dispersion: float, expected: tuple[float, ...]) -> None:
    dice = np.random.default_rng(8)
    found = [(dispersion * float(dice.chisquare(4)), 4) for _ in range(60)]
    learnt = learn_prior(found)
    assert learnt.dispersion in expected
    assert learnt.df >= 10
    assert learn_prior(found[::-1]) == learnt


def test_indicators_that_differ_are_shrunk_less() -> None:
    dice = np.random.default_rng(8)
    found = [(dispersion * float(dice.chisquare(8)), 8) for dispersion in (1, 8) for _ in range(40)]
    assert learn_prior(found).df <= 4


def test_the_reference_is_t_and_never_narrower_than_normal() -> None:
    assert Reference().critical() == pytest.approx(1.959964)
    assert Reference(0.2, 30).critical() == pytest.approx(1.959964)
    assert Reference(4.0, 6).critical() == pytest.approx(2 * stats.t.ppf(0.975, 6))
    for reference in (Reference(), Reference(0.2, 30), Reference(4.0, 6)):
        assert reference.p_value(reference.critical()) == pytest.approx(0.05)
        assert reference.p_value(-reference.critical(5), 5) == pytest.approx(0.05, abs=1e-4)
