"""While the house publishes again and again, readers are never locked out and never see half an update."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from end_to_end.houses import PATIENCE, House, Town, absence, copy_inbox
from pipelines.demo.cpr import invented_cpr
from pipelines.demo.dice import dice

UPDATES = 4
BORN = date(2014, 5, 17)
# Opens, asks twice and closes, as fast as it can, until it is told to stop; says what it saw, and keeps one
# connection open all the while. Any failure ends it with another exit code than 0.
READER = """
import json, pathlib, sys, duckdb
marts, stop = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
ask = "select count(*) filter (where receipt_id is not null), count(*) from deliveries"
match = '''select count(*) from overview anti join indicators using (indicator_id, period, value)
           where overview.value is not null'''
count = "select count(*) from indicators"
kept = duckdb.connect(str(marts), read_only=True)
first = kept.execute(ask).fetchone()
seen, looks = [], 0
print("ready", flush=True)
while not stop.exists():
    with duckdb.connect(str(marts), read_only=True) as one:
        before, rows = one.execute(ask).fetchone(), one.execute(count).fetchone()[0]
        assert one.execute(match).fetchone() == (0,), "overview and indicators of different updates"
        assert (one.execute(ask).fetchone(), one.execute(count).fetchone()[0]) == (before, rows), "changed under us"
    assert rows > 0
    assert kept.execute(ask).fetchone() == first, "an open connection changed"
    looks += 1
    if not seen or seen[-1] != before[0]:
        seen.append(before[0])
print(json.dumps({"seen": seen, "looks": looks}))
"""


@pytest.fixture
def lived(hamlet_inbox: Town, house: House) -> House:
    copy_inbox(hamlet_inbox.house, house)
    house.run()
    return house


def test_readers_see_whole_updates_only(lived: House, tmp_path: Path) -> None:
    stop = tmp_path / "stop"
    words = [sys.executable, "-c", READER, str(lived.settings.published), str(stop)]
    reader = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert reader.stdout is not None and reader.stdout.readline() == "ready\n"
    receipts = [len(lived.manifests())]
    for update in range(UPDATES):
        child = invented_cpr(dice("child", update), BORN, "female")
        lived.put(f"rettelse {update}.csv", absence([child], f"2024M{update + 1:02d}"))
        assert lived.run().publication
        receipts.append(len(lived.manifests()))
    stop.touch()
    out, err = reader.communicate(timeout=PATIENCE)
    assert reader.returncode == 0, err
    told = json.loads(out)
    # Every number seen is that of a whole publication, in the order they came; the last one was there to be seen.
    assert told["looks"] > UPDATES
    assert told["seen"] == [count for count in receipts if count in told["seen"]]
    assert told["seen"][0] == receipts[0]
    assert receipts == [receipts[0] + step for step in range(UPDATES + 1)]
