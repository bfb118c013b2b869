"""Readers of the marts are never locked out and never see a partial update while publications follow one another."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from pipelines.demo.invented_cpr import invented_cpr
from pipelines.demo.random_source import seeded_random
from tests.command_process import PATIENCE
from tests.end_to_end.small_worlds import Installation, absence
from tests.faults.worlds import World

# Number of readers, and number of publications while they read.
CROWDS = [pytest.param(3, 2, id="3 readers"), pytest.param(8, 30, marks=pytest.mark.slow, id="8 readers")]
BORN = date(2014, 5, 17)
# A reader opens, queries twice and closes in a loop until the stop file exists, looks once more, and prints what it
# saw. It keeps one connection open throughout, by another name of the same file: DuckDB would give that connection's
# content to whoever opens the name again. Any failure ends it with a non-zero exit code. Its short pauses leave the
# processors to the publications, each of which it still sees some dozen times.
READER = """
import json, os, pathlib, sys, time, duckdb
marts, stop = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
ask = "select count(*) filter (where receipt_id is not null), count(*) from deliveries"
match = '''select count(*) from overview anti join indicators using (indicator_id, period, value)
           where overview.value is not null'''
count = "select count(*) from indicators"
beside = stop.with_name(f"{os.getpid()}.duckdb")
os.link(marts, beside)
kept = duckdb.connect(str(beside), read_only=True)
first = kept.execute(ask).fetchone()
seen, looks, is_last = [], 0, False
print("ready", flush=True)
while not is_last:
    is_last = stop.exists()
    with duckdb.connect(str(marts), read_only=True) as one:
        before, rows = one.execute(ask).fetchone(), one.execute(count).fetchone()[0]
        assert one.execute(match).fetchone() == (0,), "overview and indicators of different updates"
        assert (one.execute(ask).fetchone(), one.execute(count).fetchone()[0]) == (before, rows), "changed under us"
    assert rows > 0
    assert kept.execute(ask).fetchone() == first, "an open connection changed"
    looks += 1
    if not seen or seen[-1] != before[0]:
        seen.append(before[0])
    time.sleep(0.25)
print(json.dumps({"seen": seen, "looks": looks}))
"""


def start_reading(installation: Installation, stop: Path) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", READER, str(installation.settings.published), str(stop)]
    reader = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert reader.stdout is not None and reader.stdout.readline() == "ready\n"
    return reader


@pytest.mark.parametrize(("readers", "updates"), CROWDS)
def test_readers_see_whole_updates_only(world: World, tmp_path: Path, readers: int, updates: int) -> None:
    lived, stop = world.anew(), tmp_path / "stop"
    world.finish()
    reading = [start_reading(lived, stop) for _ in range(readers)]
    receipts = [len(lived.manifests())]
    for update in range(updates):
        child = invented_cpr(seeded_random("child", update), BORN, "female")
        month = f"{2021 + update // 12}M{update % 12 + 1:02d}"
        lived.put(f"rettelse {update}.csv", absence([child], month))
        assert lived.run().publication
        receipts.append(len(lived.manifests()))
    stop.touch()
    assert receipts == [receipts[0] + step for step in range(updates + 1)]
    for reader in reading:
        out, err = reader.communicate(timeout=PATIENCE)
        assert reader.returncode == 0, err
        report = json.loads(out)
        # Every count seen is that of a complete publication, and the counts come in publication order.
        assert report["looks"] > 1
        assert report["seen"] == [count for count in receipts if count in report["seen"]]
        assert (report["seen"][0], report["seen"][-1]) == (receipts[0], receipts[-1])
