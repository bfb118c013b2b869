"""Run the real command in a new process, in which a fault can be set before the command begins.

Nothing is imported before the fork: a process that has imported Polars has threads, and its forks hang.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from tests.end_to_end.small_worlds import PATIENCE, Installation

_starts = multiprocessing.get_context("forkserver")
# Called with the data folder in the new process before the command begins.
Before = Callable[[Path], None]


@dataclass(frozen=True)
class Ended:
    """Exit code and output of a command that has ended."""

    code: int | None
    out: str
    err: str


@dataclass(frozen=True)
class Command:
    """A running command."""

    process: ForkServerProcess
    said: tuple[Path, Path]

    def end(self) -> Ended:
        """Wait for the command to end by itself or by a signal."""
        self.process.join(PATIENCE)
        assert self.process.exitcode is not None, "it hangs"
        return Ended(self.process.exitcode, *(path.read_text(encoding="utf-8") for path in self.said))


def start(installation: Installation, *words: str, before: Before | None = None, said: str = "") -> Command:
    """Start a command after `before` (called with the data folder) has run in its process. Output goes to files whose
    names begin with `said`."""
    name = said or words[0]
    files = (installation.root / f"{name}.out", installation.root / f"{name}.err")
    wanted = (words, installation.environment, installation.settings.data, files, before)
    process = _starts.Process(target=_live, args=wanted)
    process.start()
    return Command(process, files)


def call(installation: Installation, *words: str, before: Before | None = None) -> Ended:
    """Run a command to its end."""
    return start(installation, *words, before=before).end()


def _live(
    words: tuple[str, ...],
    environment: Mapping[str, str],
    data: Path,
    said: tuple[Path, Path],
    before: Before | None,
) -> None:
    for number, path in enumerate(said, 1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    os.environ |= environment
    sys.argv = ["medvind", *words]
    if before:
        before(data)
    from pipelines.cli import main

    main()
