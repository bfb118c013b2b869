"""Too few file handles, no temporary folder, a run that is stopped or asked to end: nothing is lost, and it is said."""

from __future__ import annotations

import os
import resource
import signal
from pathlib import Path

import pytest

from tests.command_process import Command, call, start
from tests.end_to_end.serving import until
from tests.faults.changing import Fault
from tests.faults.worlds import World

_DROP = r"^rename raw/\.incoming/[^/]+ -> "


def few_file_handles(data: Path) -> None:
    """As `ulimit -n 64`."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def no_temporary_folder(data: Path) -> None:
    """Nothing can be written where programs put temporary files."""
    os.environ["TMPDIR"] = "/proc"


def small_files_only(data: Path) -> None:
    """As `ulimit -f`: no file larger than two megabytes. What is written beyond is an error, not a signal."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))


def stop() -> None:
    """Stop this process, until it is continued."""
    os.kill(os.getpid(), signal.SIGSTOP)


def terminate() -> None:
    """Ask this process to end."""
    os.kill(os.getpid(), signal.SIGTERM)


# The others take the same way with less: `make test-all` runs them too.
SHORTAGES = [
    few_file_handles,
    *(pytest.param(x, marks=pytest.mark.slow) for x in (no_temporary_folder, small_files_only)),
]


@pytest.mark.parametrize("shortage", SHORTAGES)
def test_a_run_that_is_short_of_something(world: World, shortage: object) -> None:
    world.anew()
    ended = call(world.installation, "run", before=shortage)  # type: ignore[arg-type]  # functions, as fixtures see them
    assert "Traceback" not in ended.out + ended.err
    assert (ended.code, bool(ended.err)) in ((0, False), (1, True)), ended
    world.assert_nothing_missing(())
    world.finish()
    world.assert_as_undisturbed()


def state(command: Command) -> str:
    """The state of a process as Linux names it: T is stopped."""
    return Path(f"/proc/{command.process.pid}/stat").read_text().rpartition(")")[2].split()[0]


def test_a_stopped_run_is_waited_for_and_goes_on(world: World) -> None:
    installation = world.anew()
    first = start(installation, "run", said="one", before=Fault(_DROP, instead=stop).set)
    until(lambda: state(first) == "T", "it never stopped")
    asked = call(installation, "status")
    assert (asked.code, asked.err) == (0, "")
    second = start(installation, "run", said="two")
    os.kill(first.process.pid or 0, signal.SIGCONT)
    assert [(run.code, run.err) for run in (first.end(), second.end())] == [(0, ""), (0, "")]
    world.assert_as_undisturbed()


@pytest.mark.parametrize("at", [_DROP, pytest.param(r"^rename dbt/\.built.json", marks=pytest.mark.slow)])
def test_a_run_that_is_asked_to_end_is_done_again(world: World, at: str) -> None:
    installation = world.anew()
    ended = call(installation, "run", before=Fault(at, instead=terminate).set)
    assert ended.code not in (None, 0) and "Traceback" not in ended.err
    world.finish()
    world.assert_as_undisturbed()
