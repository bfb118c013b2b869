"""Whether a file is still open for writing: an upload may stand still for longer than a file takes to settle."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
from pathlib import Path

# Linux alone has leases.
_HAS_LEASES = hasattr(fcntl, "F_SETLEASE")


def is_being_written(path: Path) -> bool:
    """Return whether a process has a file open for writing.

    The kernel refuses a read lease on such a file. It grants one on a file of our own account, or with CAP_LEASE, and
    not on every network file system; where it cannot be asked, the answer is False.
    """
    if not _HAS_LEASES:
        return False
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        # Whoever opens the file for writing meanwhile makes the kernel send a signal, by default one that kills.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as problem:
        return problem.errno == errno.EAGAIN
    finally:
        os.close(descriptor)
    return False
