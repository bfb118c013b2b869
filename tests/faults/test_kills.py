"""Kill a run at each step of ingest or build: the next run gives the same result as an undisturbed one."""

from __future__ import annotations

import pytest

from pipelines.intake.inbox.listing import list_waiting
from tests.faults.changing import Fault
from tests.faults.worlds import World, halves

_DROP = r"^rename raw/\.incoming/[^/]+ -> "
TAKING = {
    "the manifest is being written": Fault(r"^write raw/\.incoming/.*manifest"),
    "the drop is whole and has no name": Fault(_DROP),
    "the drop has its name and no receipt": Fault(_DROP, after=True),
    "the page is there, and no receipt": Fault("^write receipts/"),
    "answered, and still in the inbox": Fault("^remove inbox/"),
    "gone from the inbox": Fault("^remove inbox/", after=True),
    "the marked workbook is half written": Fault(r"\.xlsx\.part$", after=True),
    "the marked workbook is there, and no page": Fault("-> .*rettelser", after=True),
    "between two lists of one workbook": Fault(_DROP + "raw/pupils"),
    "the last one is archived": Fault(_DROP + "raw/unrecognised", after=True),
}
COMPUTING = {
    "the contracts are half written": Fault(r"^rename dbt/contracts/\.drops", after=True),
    "dbt has begun": Fault("^write dbt/target/run/.*/stg_pupils.sql"),
    "dbt writes an indicator": Fault("^write dbt/target/run/.*/absence_rate.sql", after=True),
    "dbt writes the cells": Fault("^write dbt/target/run/.*/cells.sql", after=True),
    "the cells are there, and it does not know": Fault(r"^rename dbt/\.built.json"),
    "the cells are there": Fault(r"^rename dbt/\.built.json", after=True),
    "the cells are protected": Fault("blocks.json"),
    "dbt writes the marts": Fault("^write dbt/target/run/.*/overview.sql", after=True),
}


# Where the most is at stake; the slow test kills at each step.
_FIRST_TAKING = (
    "the drop has its name and no receipt",
    "answered, and still in the inbox",
    "between two lists of one workbook",
)
_FIRST_COMPUTING = (
    "dbt writes the cells",
    "the cells are there, and it does not know",
    "dbt writes the marts",
)


def kill_at_each(world: World, steps: dict[str, Fault]) -> None:
    world.anew()
    for step, fault in steps.items():
        assert world.kill(fault), f"the run never came to where {step}"
    world.finish()
    world.assert_as_undisturbed()


def test_killed_while_taking(world: World) -> None:
    kill_at_each(world, {step: TAKING[step] for step in _FIRST_TAKING})


@pytest.mark.slow
def test_killed_at_every_step_of_taking(world: World) -> None:
    kill_at_each(world, TAKING)


@pytest.mark.slow
def test_killed_while_computing(world: World) -> None:
    kill_at_each(world, {step: COMPUTING[step] for step in _FIRST_COMPUTING})


@pytest.mark.slow
def test_killed_at_every_step_of_computing(world: World) -> None:
    kill_at_each(world, COMPUTING)


def test_a_file_that_is_taken_back_after_a_kill(world: World) -> None:
    """Archived drops have receipts, and nothing remains of a drop that was not archived."""
    installation = world.anew()
    assert world.kill(Fault(_DROP, after=True))
    (drop,) = [drop for drop in installation.manifests() if drop.file_name in world.news]
    next(installation.settings.inbox.rglob(drop.file_name)).unlink()
    assert world.kill(Fault(r"\.xlsx\.part$", after=True))
    assert world.kill(Fault(_DROP))
    for file in list(list_waiting(installation.settings.inbox)):
        file.path.unlink()
    assert halves(installation)
    world.finish()
    assert not halves(installation)
    receipts = {path.stem for path in installation.settings.receipts.rglob("*.json")}
    assert receipts == {drop.receipt_id for drop in installation.manifests()}
    assert list((installation.settings.inbox / drop.partner / "retur").glob(f"*{drop.receipt_id}.html"))
