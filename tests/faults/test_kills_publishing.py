"""Kill a run while it publishes: the old or the new publication is complete, and the ledger records what was
published."""

from __future__ import annotations

import signal
from functools import partial

import pytest

from pipelines import pipeline as steps
from tests.command_process import call
from tests.faults.changing import Fault
from tests.faults.clock import set_back
from tests.faults.worlds import Seen, World, assert_same, halves, look, tables_of

_NAMED = r"^rename .* -> marts/publications/[^/.]+$"
PUBLISHING = {
    "the publication metadata is being written": Fault(
        r"^write marts/publications/.*/\.publication\.json\.part"
    ),
    "the publication is whole and has no name": Fault(_NAMED),
    "the publication has its name": Fault(_NAMED, after=True),
    "readers have the new file": Fault(r"-> marts/medvind\.duckdb$", after=True),
    "readers have the new workbook": Fault(r"-> marts/medvind\.xlsx$", after=True),
    "all but parquet is new": Fault("-> marts/parquet$"),
    "all is new": Fault("-> marts/parquet$", after=True),
}
# The step where a fault has the most visible effect; testing all of them takes minutes.
_FIRST = ("the publication has its name", "readers have the new file", "all but parquet is new")
STEPS = [pytest.param(step, marks=() if step in _FIRST else pytest.mark.slow) for step in PUBLISHING]


@pytest.fixture(scope="module")
def computed(world: World) -> World:
    """A world whose new files are ingested and built, ready to be killed before it publishes."""
    world.anew()
    assert world.kill(Fault(r"^rename dbt/\.built.json", after=True))
    world.keep("computed")
    return world


@pytest.fixture(scope="module")
def corrected(computed: World) -> Seen:
    """The result of the correction in an undisturbed run."""
    installation = computed.anew("computed")
    computed.finish()
    computed.correct(3)
    computed.finish()
    return look(installation)


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_every_step_of_publishing(computed: World, step: str) -> None:
    computed.anew("computed")
    assert computed.kill(PUBLISHING[step]), "the run never came there"
    computed.finish()
    computed.assert_as_undisturbed()


def test_what_is_left_by_two_kills_goes_though_there_is_nothing_more_to_publish(computed: World) -> None:
    installation = computed.anew("computed")
    assert computed.kill(PUBLISHING["the publication metadata is being written"])
    assert computed.kill(Fault(r"^rmdir marts/publications/\."))
    assert halves(installation)
    computed.finish()
    computed.assert_as_undisturbed()


@pytest.mark.slow
@pytest.mark.parametrize("step", ["the publication has its name", "readers have the new file"])
def test_what_readers_saw_before_a_kill_is_remembered(computed: World, corrected: Seen, step: str) -> None:
    installation = computed.anew("computed")
    assert computed.kill(PUBLISHING[step])
    computed.correct(3)
    computed.finish()
    assert_same(look(installation), corrected)


@pytest.mark.slow
def test_a_command_that_is_killed_between_two_steps_of_the_server(world: World, corrected: Seen) -> None:
    """The server does not publish marts of the previous cells after a build of newer ones."""
    installation = world.anew()
    for step in (steps.ingest, steps.build, steps.protect, steps.build_marts):
        step(installation.settings)
    world.correct(3)
    killed = call(installation, "run", before=Fault(r"^rename dbt/\.built.json", after=True).set)
    assert killed.code == -signal.SIGKILL
    steps.publish(installation.settings)
    world.finish()
    assert tables_of(installation) == corrected.tables


@pytest.mark.slow
def test_a_clock_that_was_set_back_forgets_nothing(world: World, corrected: Seen) -> None:
    """The order of the first and the second publication in the ledger is kept."""
    installation = world.anew()
    world.finish()
    world.correct(3)
    ended = call(installation, "run", before=partial(set_back, 40))
    assert (ended.code, ended.err) == (0, "")
    world.finish()
    assert_same(look(installation), corrected)
