"""Two at once, and one cut off: nothing is taken twice, nothing is lost."""

from __future__ import annotations

import random
import shutil
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from end_to_end.houses import PATIENCE, House, Town, copy_inbox

CUTS = 4


@pytest.fixture
def like_it(hamlet: House, hamlet_inbox: Town, tmp_path: Path) -> House:
    """A house that is still to take the same files, with the same keys."""
    house = House(tmp_path / "house")
    shutil.copytree(hamlet.settings.keys_home, house.settings.keys_home)
    copy_inbox(hamlet_inbox.house, house)
    return house


def taken(house: House) -> Counter[tuple[object, ...]]:
    """Every drop in the archive, as its sender knows it."""
    return Counter(
        (d.partner, d.feed, d.file_name, d.received_at, d.verdict, d.rows) for d in house.manifests()
    )


def assert_like(house: House, hamlet: House) -> None:
    assert taken(house) == taken(hamlet)
    sequences = [drop.sequence for drop in house.manifests()]
    assert sequences == list(range(1, len(sequences) + 1))
    assert house.cells() == hamlet.cells()
    assert house.published("indicators") == hamlet.published("indicators")
    receipts = {path.stem for path in house.settings.receipts.rglob("*.json")}
    assert receipts == {drop.receipt_id for drop in house.manifests()}
    assert not list((house.settings.raw / ".incoming").glob("*"))


def test_two_runs_at_once_take_every_drop_once(like_it: House, hamlet: House) -> None:
    runs = [like_it.start("run"), like_it.start("run")]
    said = [run.communicate(timeout=PATIENCE) for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    assert_like(like_it, hamlet)
    # One of them did the work; the other waited its turn and found none.
    assert sorted("ingen nye filer" in out for out, _ in said) == [False, True]


def wait_until_it_has_begun(house: House) -> None:
    """Until a first drop stands in the archive: before that, being killed is no art."""
    until = time.monotonic() + PATIENCE
    while not list(house.settings.raw.glob("[!.]*/*/manifest.json")):
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_run_that_is_killed_is_taken_up_where_it_stopped(like_it: House, hamlet: House) -> None:
    chance = random.Random()
    pauses = [0.0, *(chance.uniform(0, 9) for _ in range(CUTS - 1))]
    for pause in pauses:
        run = like_it.start("run")
        wait_until_it_has_begun(like_it)
        time.sleep(pause)
        run.send_signal(signal.SIGKILL)
        run.communicate(timeout=PATIENCE)
    last = like_it.call("run")
    assert last.returncode == 0, (pauses, last.stderr)
    assert_like(like_it, hamlet)
