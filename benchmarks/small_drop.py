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
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from random import Random
from statistics import median

from benchmarks.scaffold.project import write_project
from pipelines.demo import fill_inbox
from pipelines.demo.invented_cpr import invented_cpr
from pipelines.intake.archive.drop_folder import read_manifests
from pipelines.intake.identity.key_files import make_keys
from pipelines.settings import Limits, Settings

ROWS = 200
# Timeout in seconds; the scaffold needs a hundred.
PATIENCE = 600
SETTLES = Limits().settle_seconds
_HEADER = "Cprnr.;Institutionsnr;Periode;Skoledage;Sygdom;Lovligt;Ulovligt"


def drop(number: int) -> str:
    """Nordskolen's absence file of one month, a different month for each number up to 70.

    The months lie before the history of any installation begins, and the pupils are of age: beside a longer list of the
    same month, or of another school, the drop would be held.
    """
    dice = Random(number)
    born = [date(2003, 3, 1).replace(day=1 + dice.randrange(28)) for _ in range(ROWS)]
    month = f"{2010 + number // 12}M{1 + number % 12:02}"
    rows = [f"{invented_cpr(dice, day, 'male')};561011;{month};20;{dice.randrange(5)};0;0" for day in born]
    return "\n".join([_HEADER, *rows]) + "\n"


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


@contextmanager
def served(command: list[str], folder: Path, environment: dict[str, str]) -> Iterator[None]:
    """Run a server in a session of its own, and terminate it afterwards."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command, cwd=folder, env=os.environ | environment, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


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


def installation(root: Path, years: int) -> Settings:
    """Create an installation with the given years of history, or with only one drop."""
    settings = Settings(root / "data", root / "keys")
    (settings.inbox / "nordskolen").mkdir(parents=True)
    if years:
        fill_inbox(settings.inbox, seed=1, residents=6000, years=years, until=date.today())
    make_keys(settings.keys)
    (settings.inbox / "nordskolen" / "first.csv").write_text(drop(0))
    run(settings)
    return settings


def assert_loaded(settings: Settings) -> None:
    """Assert that the measured drops were accepted: a refused drop would take less time."""
    ours = [drop for drop in read_manifests(settings) if drop.partner == "nordskolen"]
    measured = [drop for drop in ours if drop.rows.read == ROWS]
    assert measured
    assert all(drop.accepted for drop in measured), [drop.file_name for drop in measured]


def environment_of(settings: Settings) -> dict[str, str]:
    """Environment variables that point the command to an installation."""
    return {"MEDVIND_DATA": str(settings.data), "MEDVIND_KEYS": str(settings.keys_folder)}


def run(settings: Settings) -> None:
    """Run `medvind run` as a subprocess."""
    medvind = str(Path(sys.executable).with_name("medvind"))
    environment = os.environ | environment_of(settings)
    subprocess.run([medvind, "run"], env=environment, check=True, stdout=subprocess.DEVNULL)


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
