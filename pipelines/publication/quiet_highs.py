"""HiGHS, which solves linear programs, as disclosure control and the gate want it: silent, and the same each time."""

from __future__ import annotations

import highspy


class _Quiet(highspy.Highs):
    """HiGHS without callbacks: enabling them prints a banner before the output can be switched off."""

    def enableCallbacks(self) -> None:  # noqa: N802 - its name in highspy
        """Do nothing."""


def quiet_solver() -> highspy.Highs:
    """Return a solver of one thread. It has no presolve, which would throw away what the next program starts from."""
    solver: highspy.Highs = _Quiet()  # type: ignore[no-untyped-call]  # highspy has no types
    for name in ("presolve", "parallel"):
        solver.setOptionValue(name, "off")
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    return solver
