"""Measure a full build of the warehouse, for 60,000 persons up to a nation.

    .venv/bin/python -m benchmarks.nation 6e4 6e5 6e6

Each size is an archive of invented persons (archive.py), built in a fresh process as in `medvind run`, up to and
including the cells; publication is left out, since its size does not depend on the number of persons. Goals: a hundred
million rows within 8 GB of memory, and a constant time per row.
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
    """Build the warehouse of an archive, and print wall seconds, processor seconds and MB."""
    from pipelines import pipeline
    from pipelines.permissions import close_folders

    settings = Settings(data, data)
    close_folders(settings)
    began = time.perf_counter()
    pipeline.build(settings)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps([time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))


def measured(persons: int, folder: str | None) -> str:
    """Measure one size; return its line of the table."""
    with tempfile.TemporaryDirectory(dir=folder) as root:
        data = Path(root)
        rows = write_archive(Settings(data, data), persons)
        command = [sys.executable, "-m", "benchmarks.nation", "--build", root]
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
    arguments = asked.parse_args()
    if arguments.build:
        build(arguments.build)
        return
    print(
        "| Persons | Rows | Wall s | CPU s | Wall us a row | Memory MB | Warehouse GB |\n|---|---|---|---|---|---|---|"
    )
    for persons in arguments.persons:
        print(measured(persons, arguments.folder), flush=True)


if __name__ == "__main__":
    main()
