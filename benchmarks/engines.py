"""Compare DuckDB and Spark: time from the archive to the cells, by number of rows.

    .venv/bin/python -m benchmarks.engines [--base DATA] [--times 1 10 100] [--master 'local[2]'] [--folder FOLDER]

A neighbourhood's archive is repeated a number of times with new pseudonyms, in drops that grow by the same factor.
Every head count must therefore be that multiple of the first, whatever the engine, and both engines must give the same
cells. `--base` is a data folder with an archive (default: a demo town is generated and ingested first). Prints wall
seconds, processor seconds of all processes, and the largest memory of one process.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from pipelines import pipeline
from pipelines.demo import fill_inbox
from pipelines.intake.archive.drop_folder import ROWS
from pipelines.intake.identity.key_files import make_keys
from pipelines.settings import ENGINES, Limits, Settings
from pipelines.settings.spark_cluster import Cluster

_CELLS = "select columns(* exclude links) from cells order by all"
_TOTALS = "select sum(persons), count(*) from cells where indicator_id like 'absence_%'"


def town(folder: Path) -> Path:
    """Generate and ingest a demo town once; return its data folder."""
    settings = Settings(folder / "data", folder / "keys", Limits(settle_seconds=0.01))
    make_keys(settings.keys)
    fill_inbox(settings.inbox, seed=7, residents=1200, years=5, until=date.today())
    pipeline.ingest(settings)
    return settings.data


def repeat(base: Path, data: Path, times: int) -> int:
    """Write the archive of `base` with every person repeated `times` times; return the number of rows."""
    rows = 0
    for drop in sorted(base.glob("raw/*/*")):
        target = data / drop.relative_to(base)
        target.mkdir(parents=True)
        for manifest in drop.glob("*.json"):
            shutil.copy2(manifest, target)
        if (drop / ROWS).exists():
            rows += _repeat_rows(drop / ROWS, target / ROWS, times)
    return rows


def _repeat_rows(source: Path, target: Path, times: int) -> int:
    """Repeat the rows of one drop; a feed without pseudonyms (aggregated, or with its own numbering) is copied
    unchanged."""
    read = f"from read_parquet('{source}')"
    is_of_persons = "person_key" in pq.read_schema(source).names
    another = "select * replace (person_key || '-' || copy as person_key) from"
    every = f"(select rows.*, copy {read} as rows, range({times}) as copies (copy))"
    query = f"select * exclude copy from ({another} {every})" if is_of_persons else f"select * {read}"  # noqa: S608 - paths of our own
    return int(duckdb.execute(f"copy ({query}) to '{target}' (format parquet)").fetchall()[0][0])


def count(data: Path, engine: str, cluster: Cluster) -> None:
    """Build the cells in this process, and print time and memory."""
    settings = Settings(data, data.parent / "keys", engine=engine, cluster=cluster)
    settings.dbt.mkdir(exist_ok=True)
    began = time.perf_counter()
    pipeline.build(settings)
    took = {"seconds": time.perf_counter() - began}
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    took["processor"] = sum(one.ru_utime + one.ru_stime for one in used)
    took["gigabytes"] = max(one.ru_maxrss for one in used) / 1e6
    print(json.dumps(took))


def main() -> None:
    """Print a line for each size and engine; stop where the engines differ."""
    given = _arguments()
    if given.count:
        count(given.base, given.count, Cluster(given.master, memory=given.memory))
        return
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        base = given.base or town(Path(folder) / "town")
        for times in given.times:
            data = Path(folder) / "data"
            rows = repeat(base, data, times)
            said = [_line(given, data, rows, engine) for engine in given.engines]
            assert all(cells == said[0] for cells in said), "The engines do not say the same."
            shutil.rmtree(data)


def _line(given: argparse.Namespace, data: Path, rows: int, engine: str) -> list[tuple[object, ...]]:
    words = ["--count", engine, "--base", str(data), "--master", given.master, "--memory", given.memory]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.engines", *words], check=True, stdout=subprocess.PIPE, text=True
    )
    took = json.loads(done.stdout.splitlines()[-1])
    with duckdb.connect(str(data / "warehouse.duckdb"), read_only=True) as warehouse:
        cells = warehouse.execute(_CELLS).fetchall()
        persons, number = warehouse.execute(_TOTALS).fetchall()[0]
    figures = f"{took['seconds']:>8.1f} s {took['processor']:>8.1f} s {took['gigabytes']:>6.1f} GB"
    print(
        f"{rows:>12,} rows  {engine:<7} {figures}   {number} cells, {persons:,.0f} persons in them",
        flush=True,
    )
    return [tuple(round(x, 9) if isinstance(x, float) else x for x in row) for row in cells]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--base", type=Path)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--engines", nargs="+", default=list(ENGINES))
    parser.add_argument("--master", default="local[2]")
    parser.add_argument("--memory", default="3g")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--count", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
