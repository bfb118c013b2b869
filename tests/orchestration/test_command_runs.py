"""What `medvind run` did stands in Dagster too, once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from pipelines import vintages
from pipelines.definitions import build_defs
from pipelines.orchestration.asset_keys import PUBLICATION, RELEASES
from pipelines.settings import Settings
from tests.end_to_end.built_towns import built_village
from tests.end_to_end.small_worlds import Installation
from tests.shared_builds import copy_of


@dataclass
class Ticks:
    """The sensor on a data folder whose files were ingested by the command; `instance` keeps what it records."""

    settings: Settings
    defs: dg.Definitions
    instance: dg.DagsterInstance
    cursor: str | None = None

    def tick(self) -> list[Any]:
        """Evaluate the sensor once, as Dagster's daemon does, and return the events that it records."""
        with dg.build_sensor_context(
            self.instance, cursor=self.cursor, resources={"settings": self.settings}
        ) as context:
            said = self.defs.resolve_sensor_def("command_sensor")(context)
        if not isinstance(said, dg.SensorResult):
            return []
        self.cursor = said.cursor
        for event in said.asset_events:
            self.instance.report_runless_asset_event(event)
        return list(said.asset_events)


@pytest.fixture
def ticks(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Ticks:
    settings = Installation(copy_of(built_village(tmp_path_factory), tmp_path / "village")).settings
    return Ticks(settings, build_defs(settings), dg.DagsterInstance.ephemeral())


def test_every_asset_and_check_has_what_the_command_did(ticks: Ticks) -> None:
    graph, events = ticks.defs.resolve_asset_graph(), ticks.tick()
    materialized = {event.asset_key for event in events if isinstance(event, dg.AssetMaterialization)}
    checked = {event.asset_check_key for event in events if isinstance(event, dg.AssetCheckEvaluation)}
    assert materialized == graph.materializable_asset_keys - {RELEASES}
    # Whether a file was left in the inbox is said by the run that left it.
    assert {key.name for key in graph.asset_check_keys - checked} == {"all_files_ingested"}
    assert all(
        event.passed for event in events if isinstance(event, dg.AssetCheckEvaluation) and _is_dbts(event)
    )


def _is_dbts(event: dg.AssetCheckEvaluation) -> bool:
    return event.check_name not in ("complete", "contract", "delivered_on_time")


def test_it_is_recorded_once(ticks: Ticks) -> None:
    assert ticks.tick()
    assert ticks.tick() == []
    ticks.cursor = None
    assert ticks.tick() == []


def test_a_frozen_quarter_is_recorded(ticks: Ticks) -> None:
    ticks.tick()
    vintages.freeze(ticks.settings, "2026K1")
    [event] = [event for event in ticks.tick() if event.asset_key == RELEASES]
    assert event.metadata["label"].value == "2026K1"
    assert ticks.tick() == []


def test_the_next_publication_is_recorded(ticks: Ticks) -> None:
    ticks.tick()
    mark = ticks.settings.current_publication / "publication.json"
    mark.write_text(mark.read_text().replace('"id": "', '"id": "x'))
    assert PUBLICATION in {event.asset_key for event in ticks.tick()}
