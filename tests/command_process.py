"""Run the real command in a new process, in which a fault can be set before the command begins.

The process is forked from a server that has imported the libraries: importing them is most of a command's work.
"""

from __future__ import annotations

import multiprocessing
from dataclasses import dataclass
from functools import partial
from multiprocessing import util
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Protocol

from pipelines.settings import Settings
from tests.forked_command import Before, Program, Words, live, medvind

# Timeout in seconds against hanging commands; no test measures time by it.
PATIENCE = 900
_starts = multiprocessing.get_context("forkserver")
_starts.set_forkserver_preload(["tests.forked_libraries", live.__module__])
# The folder of the server's socket, chosen now: after an ingest in this process it would lie in a data folder.
util.get_temp_dir()


class Place(Protocol):
    """An installation, as far as a command needs it."""

    @property
    def root(self) -> Path:
        """The working directory of the command."""

    @property
    def settings(self) -> Settings:
        """The installation's folders."""

    @property
    def environment(self) -> dict[str, str]:
        """The command's environment variables."""


@dataclass(frozen=True)
class Ended:
    """Exit code and output of a command that has ended."""

    code: int | None
    out: str
    err: str


@dataclass(frozen=True)
class Command:
    """A running command, or another program."""

    process: ForkServerProcess
    said: tuple[Path, Path]

    def end(self) -> Ended:
        """Wait for the command to end by itself or by a signal."""
        self.process.join(PATIENCE)
        assert self.process.exitcode is not None, "it hangs"
        return Ended(self.process.exitcode, *(path.read_text(encoding="utf-8") for path in self.said))


def start(
    place: Place, *words: str, before: Before | None = None, said: str = "", typed: str | None = None
) -> Command:
    """Start a command after `before` (called with the data folder) has run in its process. Output goes to files whose
    names begin with `said`; `typed` is its standard input."""
    name = said or words[0]
    files = (place.root / f"{name}.out", place.root / f"{name}.err")
    wanted = Words(words, place.environment, place.root, _typed(place.root / f"{name}.in", typed), files)
    return begin(wanted, partial(medvind, before, place.settings.data))


def begin(command: Words, program: Program) -> Command:
    """Start a program that can be pickled: a function of a module, or a partial one."""
    process = _starts.Process(target=live, args=(command, program))
    process.start()
    return Command(process, command.said)


def _typed(path: Path, text: str | None) -> Path:
    if text is None:
        return Path("/dev/null")
    path.write_text(text, encoding="utf-8")
    return path


def call(place: Place, *words: str, before: Before | None = None, typed: str | None = None) -> Ended:
    """Run a command to its end."""
    return start(place, *words, before=before, typed=typed).end()
