"""Kill a run before any of its file-system changes, or at a random instant."""

from __future__ import annotations

import re
import signal
from random import Random

import pytest

from tests.command_process import start
from tests.faults.changing import Fault
from tests.faults.worlds import World

# Number of kills per installation before a run may finish: at changes, each further on, and at instants. 25
# installations: 200 kills.
KILLS = 8
SEEDS = [pytest.param(seed, id=f"seed {seed}") for seed in range(25)]
_OWN = re.compile(r"\d{8}-\w{8}|\d{8}-\d{6}-\w{4}|(?<=openpyxl\.)\w+|(?<=tmp/)\w+")


def like(change: str) -> str:
    """A pattern that matches the same change in another run."""
    return "^" + r"[\w-]+".join(re.escape(part) for part in _OWN.split(change)) + "$"


def kill_at_instant(world: World, seconds: float) -> bool:
    """Kill a run after some seconds; return whether it was still running."""
    command = start(world.installation, "run")
    command.process.join(seconds)
    command.process.kill()
    ended = command.end()
    assert ended.code in (0, -signal.SIGKILL), ended
    world.assert_nothing_lost(seconds)
    return ended.code != 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_killed_anywhere(world: World, seed: int) -> None:
    chance, killed = Random(seed), 0
    world.anew()
    for place in sorted(chance.sample(range(len(world.changes)), KILLS // 2)):
        killed += world.kill(Fault(like(world.changes[place])))
        killed += kill_at_instant(world, chance.uniform(0, world.seconds))
    while killed < KILLS:
        # In place of each kill that came too late because the run had ended.
        killed += kill_at_instant(world, chance.uniform(0, 0.2))
    world.finish()
    world.assert_as_undisturbed()
