"""Run a command in a process that was forked for it. Imported by the fork server: nothing here computes with Polars."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# What a new process runs, with the words of its command in `sys.argv`.
Program = Callable[[], None]
# Called with the data folder in the new process before the command begins.
Before = Callable[[Path], None]


@dataclass(frozen=True)
class Words:
    """What a command is called with: arguments, environment variables, folder, and files for its input and output."""

    words: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    typed: Path
    said: tuple[Path, Path]


def live(command: Words, program: Program) -> None:
    """Run a program as its entry point does."""
    _redirect(command)
    os.environ.clear()
    os.environ.update(command.environment)
    # A library that asked for the temporary folder before the fork was told another one.
    tempfile.tempdir = None
    os.chdir(command.folder)
    sys.argv = ["medvind", *command.words]
    program()


def medvind(before: Before | None, data: Path) -> None:
    """Call `before`, then run our own command."""
    if before:
        before(data)
    from pipelines.cli import main
    from pipelines.process_runtime import collect_seldom

    collect_seldom()
    main()


def _redirect(command: Words) -> None:
    for number, path in enumerate(command.said, 1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    os.dup2(os.open(command.typed, os.O_RDONLY), 0)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - open until the process ends
