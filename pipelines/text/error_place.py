"""Where in the program an exception was raised, as text for a log."""

from __future__ import annotations

from pathlib import PurePosixPath


def error_place(problem: BaseException) -> str:
    """Return the kind of an exception and the line it was raised on, without its message."""
    trace = problem.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" i {PurePosixPath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return type(problem).__name__ + place
