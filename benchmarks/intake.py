"""Measure the ingest of a text file or workbook, from the inbox to rows, quarantine, manifest and receipt.

    .venv/bin/python -m benchmarks.intake 1e5 1e6 1e7 --times 3
    .venv/bin/python -m benchmarks.intake 1e5 --kind xlsx

An absence file of invented pupils, eleven months each, is processed by three variants: (a) a plain copy, text to
Parquet, by DuckDB and by Polars, or calamine's raw cells for a workbook, which is the lower limit; (b) a typical script
with pandas, Pandera and openpyxl, called `team`; (c) `ingest_waiting`, with every check and the receipt. Each runs in a
fresh process; the table shows the median of some runs, with the processor time and the largest memory of the process
and its children. `--only` names the variants to run.

Goals: at most 3 times the processor time of the faster copy (2.5 times for workbooks), and a wall time at least 4 times
shorter than (b) at a million rows, 6 times at ten million, 5 times for workbooks; memory that does not grow with the
file.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.intake_files import make_csv, make_xlsx
from benchmarks.intake_ways import VARIANTS

Measured = tuple[float, float, float]


def measured(variant: str, source: Path, folder: Path) -> Measured | None:
    """Wall seconds, processor seconds and MB of one variant in a fresh process; None where it fails."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.intake_ways", variant, str(source), str(folder)]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if said.returncode:
        return None
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, float(said.stdout.split()[-1])


def median(variant: str, source: Path, times: int) -> Measured | None:
    """The medians of some runs of one variant."""
    runs = []
    for _ in range(times):
        with tempfile.TemporaryDirectory(dir=source.parent) as folder:
            if (run := measured(variant, source, Path(folder))) is None:
                return None
            runs.append(run)
    wall, cpu, memory = (statistics.median(each) for each in zip(*runs, strict=True))
    return wall, cpu, memory


def table(source: Path, rows: int, variants: list[str], times: int) -> None:
    """Print each variant's figures, with ratios to the faster copy's processor time and to variant (b)'s wall time."""
    found = {variant: run for variant in variants if (run := median(variant, source, times))}
    copies = [run[1] for variant, run in found.items() if variant.startswith(("copy", "raw"))]
    team = found["team"][0] if "team" in found else None
    for variant, (wall, cpu, memory) in found.items():
        beside = [f"{cpu / min(copies):.1f}" if copies else "", f"{team / wall:.1f}" if team else ""]
        figures = f"{wall:.2f} | {cpu:.2f} | {memory:,.0f}"
        print(f"| {rows:,} {source.suffix[1:]} | {variant} | {figures} | {' | '.join(beside)} |")


def main() -> None:
    """Read the arguments, make the files, print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("rows", nargs="+", type=lambda text: int(float(text)))
    arguments.add_argument("--kind", choices=["csv", "xlsx"], default="csv")
    arguments.add_argument("--times", type=int, default=3)
    arguments.add_argument("--only", nargs="*")
    arguments.add_argument("--folder", default=None, help="where the files are made; they are removed")
    chosen = arguments.parse_args()
    variants = chosen.only or VARIANTS[chosen.kind]
    print("| File | Way | Wall s | CPU s | Memory MB | CPU / limit | Team's wall / wall |")
    print("|---|---|---|---|---|---|---|")
    for rows in chosen.rows:
        with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
            source = Path(folder) / f"absence.{chosen.kind}"
            (make_xlsx if chosen.kind == "xlsx" else make_csv)(source, rows)
            os.sync()
            table(source, rows, variants, chosen.times)


if __name__ == "__main__":
    main()
