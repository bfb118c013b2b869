"""The child that reads files nobody has vouched for. It may run out of time or memory, or be killed by what it reads.

It imports only what reading needs: Polars, Pandera and Dagster would make its start slow and its death costly.
Asked with one line of JSON on its standard input, it answers with a length, a line end and as many bytes of JSON.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
import traceback
from pathlib import Path
from typing import Any, BinaryIO

from pipelines.intake.reading.read_file import read_file
from pipelines.intake.reading.sheet import Unreadable
from pipelines.settings import Limits


def main() -> None:
    """Greet, then answer until nobody asks any more."""
    # The one who started us decides on Ctrl-C. Nothing that a parser prints may be taken for an answer.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    # Millions of small lists make the collector run for ever; what a file leaves behind is collected after it.
    gc.disable()
    _say(out, {})
    for line in sys.stdin.buffer:
        _say(out, _answer(**json.loads(line)))
        gc.collect()


def _answer(path: str, headers: list[str], limits: dict[str, Any]) -> dict[str, Any]:
    """A reading as plain values, or why there is none. Dies of SIGALRM when time is up."""
    bounds = Limits(**limits)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (bounds.parse_bytes, hard))
    signal.setitimer(signal.ITIMER_REAL, bounds.parse_seconds)
    try:
        return read_file(Path(path), set(headers), bounds).as_plain()
    except Unreadable as problem:
        return {"unreadable": problem.code}
    except (MemoryError, RecursionError):
        return {"unreadable": "too_heavy"}
    except OSError as problem:
        return {"gone": problem.errno}
    except Exception as problem:
        # A fault of ours. Its text may hold cells; its kind and where it came from do not.
        last = traceback.extract_tb(problem.__traceback__)[-1]
        return {"fault": f"{type(problem).__name__} i {Path(last.filename).name}:{last.lineno}"}
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _say(out: BinaryIO, plain: dict[str, Any]) -> None:
    data = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", errors="replace")
    out.write(b"%d\n" % len(data))
    out.write(data)
    out.flush()


if __name__ == "__main__":
    main()
