"""highspy: the constructor calls `enableCallbacks`, which writes to the terminal and can be overridden.

If this fails, disclosure control and the gate write HiGHS' banner into the output of `medvind run`, once for each block
of tables (`pipelines/publication/quiet_highs.py`), or they cannot make a solver.
"""

from __future__ import annotations

import highspy
import pytest

from pipelines.publication.quiet_highs import quiet_solver


def test_a_solver_without_callbacks_solves_in_silence(capfd: pytest.CaptureFixture[str]) -> None:
    solver = quiet_solver()
    # At most 3 of each, and 4 of both.
    for _ in range(2):
        solver.addCol(-1.0, 0.0, 3.0, 0, [], [])
    solver.addRow(0.0, 4.0, 2, [0, 1], [1.0, 1.0])
    solver.run()
    assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    assert sum(solver.getSolution().col_value) == pytest.approx(4.0)
    assert capfd.readouterr() == ("", "")


def test_the_callbacks_are_what_writes(capfd: pytest.CaptureFixture[str]) -> None:
    # Where this is silent too, the override is not needed any more.
    highspy.Highs()
    assert capfd.readouterr().out
