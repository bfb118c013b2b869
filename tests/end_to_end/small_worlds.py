"""Small installations for tests, each with its own data folder, keys and temporary folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines import pipeline
from pipelines.demo import fill_inbox
from pipelines.demo.sent_files import SentFile
from pipelines.intake.archive.drop_folder import read_manifests
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.identity.key_files import make_keys
from pipelines.settings import Limits, Settings
from tests import command_process
from tests.command_process import PATIENCE
from tests.prepared_build import give_empty_build

# A day in the past on every machine, so that no file sent before it lies in the future.
UNTIL = date(2025, 11, 20)
# A pupil whose CPR number begins with 0, which Excel removes.
BORN = date(2014, 5, 7)
COMMAND = [sys.executable, "-c", "from pipelines.cli import entry; entry()"]
ABSENCE = "CPR-nr;Institutionsnr;Måned;Skoledage;Sygdom;Lovligt;Ulovligt"


@dataclass(frozen=True)
class Installation:
    root: Path

    @property
    def settings(self) -> Settings:
        return Settings(self.root / "data", self.root / "keys", Limits(settle_seconds=0.05))

    def with_engine(self, engine: str) -> Settings:
        """The same installation with another engine."""
        return replace(self.settings, engine=engine)

    @property
    def environment(self) -> dict[str, str]:
        """Environment variables of a command: this installation's folders, and a temporary folder of its own."""
        temporary = self.root / "tmp"
        temporary.mkdir(exist_ok=True)
        mine = {"MEDVIND_DATA": self.settings.data, "MEDVIND_KEYS": self.settings.keys_folder}
        return os.environ | {name: str(path) for name, path in mine.items()} | {"TMPDIR": str(temporary)}

    def start(self, *words: str, **more: Any) -> subprocess.Popen[str]:
        """Start a command in a subprocess without waiting for it."""
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "cwd": self.root}
        return subprocess.Popen([*COMMAND, *words], **{"env": self.environment} | pipes | more)

    def call(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command in a subprocess with an interpreter of its own to its end."""
        process = self.start(*words)
        out, err = process.communicate(timeout=PATIENCE)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def ask(self, *words: str, typed: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command in a forked process to its end, with `typed` as its standard input."""
        ended = command_process.call(self, *words, typed=typed)
        return subprocess.CompletedProcess(words, ended.code or 0, ended.out, ended.err)

    def run(self) -> pipeline.Outcome:
        """Run what `medvind run` runs, in this process."""
        return pipeline.run(self.settings)

    def manifests(self) -> list[Manifest]:
        return list(read_manifests(self.settings))

    def cells(self) -> dict[tuple[Any, ...], tuple[Any, ...]]:
        """Every cell before disclosure control: six dimensions and six figures."""
        figures = "persons, numerator, denominator, value, largest_unit, largest_cluster"
        rows = query(
            self.settings.warehouse,
            f"select indicator_id, period, area, gender, age_band, school, {figures} from cells",  # noqa: S608 - names of our own
        )
        cells = {row[:6]: row[6:] for row in rows}
        assert len(cells) == len(rows)
        return cells

    def published(self, table: str, columns: str = "*") -> list[tuple[Any, ...]]:
        return query(self.settings.published, f"select {columns} from {table} order by all")  # noqa: S608 - names of our own

    def put(self, name: str, content: bytes | str, partner: str = "oestskolen", sent: date = UNTIL) -> Path:
        """Write a file to a partner's inbox folder with the times of a given day."""
        path = self.settings.inbox / partner / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written under a temporary name and renamed, so that a running server does not ingest a partial file.
        half = path.with_name(f".{path.name[-20:]}.part")
        half.write_bytes(content.encode() if isinstance(content, str) else content)
        noon = moment_of(sent)
        os.utime(half, (noon, noon))
        half.rename(path)
        return path


@dataclass(frozen=True)
class Town:
    """An installation and the files that were sent to it."""

    installation: Installation
    sent: list[SentFile]


def moment_of(day: date) -> float:
    return (day - date(1970, 1, 1)).days * 86400.0 + 43200


def query(path: Path, question: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(question).fetchall()


def new_installation(root: Path) -> Installation:
    """Create an empty installation with keys."""
    root.mkdir(parents=True, exist_ok=True)
    made = Installation(root)
    make_keys(made.settings.keys)
    made.settings.inbox.mkdir(parents=True)
    give_empty_build(made.settings)
    return made


def settle(
    made: Installation, residents: int, years: int, seed: int = 7, *, mistakes: bool = True
) -> list[SentFile]:
    """Fill the inbox with the files of an invented town, and return them in the order they were sent.

    `mistakes`: a few files have cells that cannot be read, come late or are no lists.
    """
    sent: list[SentFile] = []
    write = SentFile.write

    def remember(sent_file: SentFile, inbox: Path, order: int) -> None:
        sent.append(sent_file)
        write(sent_file, inbox, order)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SentFile, "write", remember)
        if not mistakes:
            # The package's function has its module's name.
            patch.setattr(sys.modules[fill_inbox.__module__], "with_mistakes", lambda files, until: files)
        fill_inbox(made.settings.inbox, seed=seed, residents=residents, years=years, until=UNTIL)
    return sent


def copy_inbox(source: Installation, target: Installation) -> None:
    """Copy the inbox with its modification times to another installation."""
    shutil.copytree(source.settings.inbox, target.settings.inbox, dirs_exist_ok=True)


def absence(cprs: Iterable[str], month: str, school: str = "561001", sick: str = "1,5") -> str:
    """A small absence file as a school would send it."""
    rows = [f"{cpr};{school};{month};20;{sick};0;0" for cpr in cprs]
    return "\r\n".join([ABSENCE, *rows, ""])
