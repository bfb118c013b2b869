"""The read worker: why it dies, and that this affects only the file being read."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.intake.reading import read_subprocess
from pipelines.intake.reading.read_file import read_file
from pipelines.intake.reading.read_subprocess import read_in_subprocess
from pipelines.intake.reading.sheet import Reading, Unreadable
from pipelines.settings import Limits
from tests.intake import samples

BIG = samples.text(samples.ABSENCE, samples.absence(1) * 60_000)


def read(folder: Path, data: bytes, limits: Limits | None = None) -> Reading:
    path = folder / "fil"
    path.write_bytes(data)
    return read_in_subprocess(path, set(), limits or Limits())


def worker_pid() -> int:
    (worker,) = read_subprocess._workers
    return worker._process.pid


def test_the_subprocess_reads_what_this_process_reads(tmp_path: Path) -> None:
    data = samples.workbook({"Ark1": [samples.ABSENCE, *samples.absence()], "Æ": [["x"]]}, hidden=["Æ"])
    assert read(tmp_path, data) == read_file(tmp_path / "fil", set(), Limits())


def test_one_worker_reads_file_after_file(tmp_path: Path) -> None:
    read(tmp_path, b"a;b\n1;2\n")
    first = worker_pid()
    with pytest.raises(Unreadable):
        read(tmp_path, b"%PDF")
    read(tmp_path, b"a;b\n1;2\n")
    assert worker_pid() == first


@pytest.mark.parametrize(
    ("limits", "code"),
    [(Limits(parse_seconds=0.01), "too_slow"), (Limits(parse_bytes=60_000_000), "too_heavy")],
)
def test_a_file_beyond_time_or_memory_affects_only_itself(tmp_path: Path, limits: Limits, code: str) -> None:
    with pytest.raises(Unreadable) as problem:
        read(tmp_path, BIG, limits)
    assert problem.value.code == code
    assert read(tmp_path, b"a;b\n1;2\n").sheets[0].rows == [["a", "b"], ["1", "2"]]


@pytest.mark.parametrize("wait", [0.01, 0.0001])
def test_time_by_the_clock_alone_refuses_no_file(tmp_path: Path, wait: float) -> None:
    """The file stays in the inbox for the next run, as where the worker was ended from outside."""
    with pytest.raises(OSError, match="was ended"):
        read(tmp_path, BIG, Limits(parse_wait_seconds=wait))
    assert read(tmp_path, BIG).sheets


def test_a_worker_killed_between_two_files_is_replaced(tmp_path: Path) -> None:
    read(tmp_path, b"a;b\n1;2\n")
    os.kill(worker_pid(), signal.SIGKILL)
    read_subprocess._workers[0]._process.wait()
    assert read(tmp_path, b"a;b\n1;2\n").sheets


def test_a_missing_file_is_no_problem_of_its_content(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="cannot be opened"):
        read_in_subprocess(tmp_path / "nix", set(), Limits())


def test_the_worker_imports_only_what_reading_needs() -> None:
    heavy = "{'polars', 'pandera', 'pandas', 'duckdb', 'dagster', 'numpy', 'xlrd'}"
    code = f"import sys, pipelines.intake.reading.read_worker; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_pipeline_itself_imports_no_parser_of_other_formats() -> None:
    parsers = "{'xlrd', 'python_calamine', 'html.parser', 'xml.parsers.expat'}"
    code = f"import sys, pipelines.intake.ingest; sys.exit(bool({parsers} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
