"""What it takes to build a whole warehouse anew, from 60,000 persons to a nation.

    .venv/bin/python -m benchmarks.nation 6e4 6e5 6e6

Each is an archive of invented persons (archive.py), built in a fresh process as `medvind run` does, up to and with the
cells; what is published is small whatever its size. Goals: a hundred million rows within 8 GB of memory, and a time per
row that does not grow.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.archive import write_archive
from pipelines.settings import Settings


def build(data: Path) -> None:
    """Build the warehouse of an archive, and say what that took: seconds, processor seconds, MB."""
    from pipelines import pipeline
    from pipelines.permissions import close_folders

    settings = Settings(data, data)
    close_folders(settings)
    began = time.perf_counter()
    pipeline.build(settings)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps([time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))


def measured(persons: int, folder: str | None) -> str:
    """A line of the table."""
    with tempfile.TemporaryDirectory(dir=folder) as home:
        data = Path(home)
        rows = write_archive(Settings(data, data), persons)
        command = [sys.executable, "-m", "benchmarks.nation", "--build", home]
        said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
        wall, cpu, memory = json.loads(said.splitlines()[-1])
        weight = (data / "warehouse.duckdb").stat().st_size / 1e9
    each = wall / rows * 1e6
    return f"| {persons:,} | {rows:,} | {wall:.1f} | {cpu:.1f} | {each:.2f} | {memory:,.0f} | {weight:.2f} |"


def main() -> None:
    """Measure and print the table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("persons", nargs="*", type=lambda text: int(float(text)))
    asked.add_argument("--folder", help="where the archive and the warehouse lie; they are removed")
    asked.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    told = asked.parse_args()
    if told.build:
        build(told.build)
        return
    print(
        "| Persons | Rows | Wall s | CPU s | Wall us a row | Memory MB | Warehouse GB |\n|---|---|---|---|---|---|---|"
    )
    for persons in told.persons:
        print(measured(persons, told.folder), flush=True)


if __name__ == "__main__":
    main()
