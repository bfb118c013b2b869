"""Killed anywhere: before any change of the file system that a run makes, and at any instant."""

from __future__ import annotations

import re
from random import Random

import pytest

from faults.changing import Fault
from faults.commanding import start
from faults.worlds import World

# A house is killed so often before it is let live: half of them at changes, each further on, half at instants.
KILLS = 8
HOUSES = [pytest.param(seed, marks=pytest.mark.slow if seed else (), id=f"seed {seed}") for seed in range(25)]
_OWN = re.compile(r"\d{8}-\w{8}|\d{8}-\d{6}-\w{4}|(?<=openpyxl\.)\w+|(?<=tmp/)\w+")


def like(change: str) -> str:
    """A pattern for the same change in another run."""
    return "^" + r"[\w-]+".join(re.escape(part) for part in _OWN.split(change)) + "$"


def kill_at_instant(world: World, seconds: float) -> None:
    command = start(world.house, "run")
    command.process.join(seconds)
    command.process.kill()
    command.end()
    world.assert_nothing_lost(seconds)


@pytest.mark.parametrize("seed", HOUSES)
def test_killed_anywhere(world: World, seed: int) -> None:
    chance = Random(seed)
    world.anew()
    places = sorted(chance.sample(range(len(world.changes)), KILLS // 2))
    for place in places:
        world.kill(Fault(like(world.changes[place])))
        kill_at_instant(world, chance.uniform(0, world.seconds))
    world.finish()
    world.assert_as_undisturbed()
