"""A budget of processor time for what a partner's content drives in this process.

Reading has a subprocess with limits of its own; what follows (recognising, checking, comparing with earlier drops) is
done here, and a file made for it could keep it busy for hours.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# The signal comes again, should a library have swallowed the first exception.
_AGAIN_SECONDS = 1.0


class TooMuchWork(BaseException):
    """The budget is used up. No Exception, so that nothing on the way takes it for a fault of its own."""


@contextmanager
def work_budget(seconds: float) -> Iterator[None]:
    """Raise TooMuchWork when the process has used so much processor time; time by the clock is not counted, so that a
    busy server refuses nothing.

    Only the main thread can be interrupted; in any other the budget has no effect.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _stop(*_: object) -> None:
    raise TooMuchWork
