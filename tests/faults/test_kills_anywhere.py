"""Killed anywhere: before any change of the file system that a run makes, and at any instant."""

from __future__ import annotations

import re
import signal
from random import Random

import pytest

from tests.faults.changing import Fault
from tests.faults.commanding import start
from tests.faults.worlds import World

# A house is killed so often before it is let live: at changes, each further on, and at instants. 25 houses: 200 kills.
KILLS = 8
HOUSES = [pytest.param(seed, marks=pytest.mark.slow if seed else (), id=f"seed {seed}") for seed in range(25)]
_OWN = re.compile(r"\d{8}-\w{8}|\d{8}-\d{6}-\w{4}|(?<=openpyxl\.)\w+|(?<=tmp/)\w+")


def like(change: str) -> str:
    """A pattern for the same change in another run."""
    return "^" + r"[\w-]+".join(re.escape(part) for part in _OWN.split(change)) + "$"


def kill_at_instant(world: World, seconds: float) -> bool:
    """Say whether it was still at work then."""
    command = start(world.installation, "run")
    command.process.join(seconds)
    command.process.kill()
    ended = command.end()
    assert ended.code in (0, -signal.SIGKILL), ended
    world.assert_nothing_lost(seconds)
    return ended.code != 0


@pytest.mark.parametrize("seed", HOUSES)
def test_killed_anywhere(world: World, seed: int) -> None:
    chance, killed = Random(seed), 0
    world.anew()
    for place in sorted(chance.sample(range(len(world.changes)), KILLS // 2)):
        killed += world.kill(Fault(like(world.changes[place])))
        killed += kill_at_instant(world, chance.uniform(0, world.seconds))
    while killed < KILLS:
        # For each that was done before it could be killed.
        killed += kill_at_instant(world, chance.uniform(0, 0.2))
    world.finish()
    world.assert_as_undisturbed()
