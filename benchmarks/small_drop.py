"""Measure the time from a file of 200 rows in the inbox to published figures.

    .venv/bin/python -m benchmarks.small_drop [--times 5] [--years 10]

Medians within one run of: a reference scaffold under `dagster dev` with Dagster's defaults; `medvind serve` on an
installation without history and on one with `--years` of it; `medvind run` from a cold start. Seconds are counted from
the moment the file is in the inbox until Dagster records the scaffold's run as successful, or a new publication is
current; for `medvind` two of these seconds are the time in which a file settles. Goals: served, 5 s after settling; a
fifteenth of the scaffold; cold start, a seventh; with history at most 1.3 times without.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median

from benchmarks.scaffold.project import write_project
from benchmarks.small_drop_installation import assert_loaded, drop, environment_of, installation, run, served
from pipelines.settings import Limits, Settings

# Timeout in seconds; the scaffold needs a hundred.
PATIENCE = 600
SETTLES = Limits().settle_seconds


def timed(inbox: Path, number: int, state: Callable[[], object]) -> float:
    """Put a drop in the inbox; return the seconds until `state` changes."""
    hidden, before = inbox / f".{number}.csv", state()
    hidden.write_text(drop(number))
    began = time.perf_counter()
    hidden.rename(inbox / f"{number}.csv")
    while state() == before:
        if time.perf_counter() - began > PATIENCE:
            raise TimeoutError("nothing came of the drop")
        time.sleep(0.02)
    return time.perf_counter() - began


def of_scaffold(root: Path, times: int) -> list[float]:
    """Seconds of the reference scaffold; the first drop, which includes start-up, is not counted."""
    write_project(root)
    (root / "dagster").mkdir()
    environment = {
        "SCAFFOLD": str(root),
        "DAGSTER_HOME": str(root / "dagster"),
        "DAGSTER_DISABLE_TELEMETRY": "1",
    }
    store = root / "dagster" / "history" / "runs.db"
    command = [sys.executable, "-m", "dagster", "dev", "-m", "benchmarks.scaffold.definitions", "-p", "3900"]
    environment["PYTHONPATH"] = str(Path(__file__).parents[1])
    environment["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    with served(command, root, environment):
        return [timed(root / "inbox", number, lambda: runs_done(store)) for number in range(times + 1)][1:]


def runs_done(store: Path) -> int:
    """Number of successful runs in Dagster's run storage; 0 where it does not exist yet."""
    try:
        with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as runs:
            return len(runs.execute("select 1 from runs where status = 'SUCCESS'").fetchall())
    except sqlite3.OperationalError:
        return 0


def of_serving(settings: Settings, times: int, port: str) -> list[float]:
    """Seconds with `medvind serve`; the first drop is not counted."""
    medvind = str(Path(sys.executable).with_name("medvind"))
    inbox = settings.inbox / "nordskolen"
    with served([medvind, "serve", "--port", port], settings.data, environment_of(settings)):
        return [
            timed(inbox, number, lambda: settings.current_publication) for number in range(10, 11 + times)
        ][1:]


def of_running(settings: Settings, times: int) -> list[float]:
    """Seconds of `medvind run` from a cold start, on a file that has settled."""
    found = []
    for number in range(50, 50 + times):
        (settings.inbox / "nordskolen" / f"{number}.csv").write_text(drop(number))
        time.sleep(SETTLES)
        began, before = time.perf_counter(), settings.current_publication
        run(settings)
        found.append(time.perf_counter() - began)
        assert settings.current_publication != before
    return found


def main() -> None:
    """Measure and print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=5)
    asked.add_argument("--years", type=int, default=10)
    arguments = asked.parse_args()
    root = Path(tempfile.mkdtemp(prefix="medvind-small-drop-"))
    try:
        report(root, arguments.times, arguments.years)
    finally:
        shutil.rmtree(root)


def report(root: Path, times: int, years: int) -> None:
    """Measure each variant and print a Markdown table, each relative to the scaffold. Progress goes to stderr."""
    new, old = installation(root / "new", 0), installation(root / "old", years)
    variants: dict[str, Callable[[], list[float]]] = {
        "plain scaffold, served": lambda: of_scaffold(root / "scaffold", max(2, times // 2)),
        "`medvind serve`, no history": lambda: of_serving(new, times, "3910"),
        f"`medvind serve`, {years} years": lambda: of_serving(old, times, "3920"),
        "`medvind run`, no history": lambda: of_running(new, times),
        f"`medvind run`, {years} years": lambda: of_running(old, times),
    }
    found = {}
    for variant, measure in variants.items():
        found[variant] = measure()
        print(variant, *(f"{seconds:.1f}" for seconds in found[variant]), file=sys.stderr, flush=True)
    for settings in (new, old):
        assert_loaded(settings)
    plain = median(found["plain scaffold, served"])
    print("| Way | Median s | Range s | Of the scaffold |\n|---|---|---|---|")
    for variant, seconds in found.items():
        share = f"1/{plain / median(seconds):.1f}"
        print(f"| {variant} | {median(seconds):.1f} | {min(seconds):.1f}-{max(seconds):.1f} | {share} |")


if __name__ == "__main__":
    main()
