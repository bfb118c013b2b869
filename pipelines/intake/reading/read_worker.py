"""The worker process that reads untrusted files; it may run out of time or memory, or be crashed by a file.

It imports only what reading needs: Polars, Pandera and Dagster would make it slow to start. For each line of JSON on
its standard input it writes two lengths and a newline, so many bytes of JSON, and so many of numbers.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
import traceback
from array import array
from pathlib import Path
from typing import Any, BinaryIO

from pipelines.intake.reading.read_file import read_file
from pipelines.intake.reading.sheet import Unreadable
from pipelines.settings import Limits


def main() -> None:
    """Report that the worker has started, then respond until standard input ends."""
    # The parent process handles Ctrl-C. Output of parsers must not be mistaken for a response.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    # Garbage collection is very slow with millions of small lists; it runs after each file instead, and does not go
    # through what was imported.
    gc.disable()
    gc.freeze()
    _send(out, {}, b"")
    for line in sys.stdin.buffer:
        _send(out, *_response(**json.loads(line)))
        gc.collect()


def _response(
    path: str, headers: list[str], limits: dict[str, Any]
) -> tuple[dict[str, Any], bytes | array[int]]:
    """Return a reading as plain values and numbers, or why there is none.

    Killed by SIGPROF when its processor time is used up, and by SIGALRM after a long time by the clock.
    """
    bounds = Limits(**limits)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (bounds.parse_bytes, hard))
    signal.setitimer(signal.ITIMER_PROF, bounds.parse_seconds)
    signal.setitimer(signal.ITIMER_REAL, bounds.parse_wait_seconds)
    try:
        return read_file(Path(path), set(headers), bounds).as_plain()
    except Unreadable as problem:
        return {"unreadable": problem.code}, b""
    except (MemoryError, RecursionError):
        return {"unreadable": "too_heavy"}, b""
    except OSError as problem:
        return {"gone": problem.errno}, b""
    except Exception as problem:
        # A program fault. Its text may hold cell values; its kind and line do not.
        last = traceback.extract_tb(problem.__traceback__)[-1]
        return {"fault": f"{type(problem).__name__} i {Path(last.filename).name}:{last.lineno}"}, b""
    finally:
        for timer in (signal.ITIMER_PROF, signal.ITIMER_REAL):
            signal.setitimer(timer, 0)


def _send(out: BinaryIO, plain: dict[str, Any], numbers: bytes | array[int]) -> None:
    data = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", errors="replace")
    out.write(b"%d %d\n" % (len(data), memoryview(numbers).nbytes))
    out.write(data)
    out.write(numbers)
    out.flush()


if __name__ == "__main__":
    main()
