"""Subprocess that tries one file. It reads JSON from standard input, and writes the answers as JSON.

Reading has a subprocess and limits of its own, and what follows its budget of processor time, as at the inbox.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from dataclasses import asdict
from pathlib import Path

from pipelines.intake.dry_run import try_file
from pipelines.intake.receipt.short_answer import short_answer
from pipelines.permissions import no_core_dumps
from pipelines.settings import Limits, Settings

# Address space in bytes that Python and Polars take before a file is read, with a margin.
_OVERHEAD = 3_000_000_000


def main() -> None:
    """Read a request, try the file, write the answers. An exception ends it without an answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    no_core_dumps()
    request = json.load(sys.stdin.buffer)
    limits = Limits(**request["limits"])
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (limits.parse_bytes + _OVERHEAD, hard))
    settings = Settings(Path(request["data"]), Path(request["keys"]), limits)
    trials = try_file(settings, Path(request["path"]), request["partner"])
    print(json.dumps([asdict(short_answer(trial.manifest)) for trial in trials]))  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
