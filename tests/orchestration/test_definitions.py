"""The plan of the house, as Dagster sees it, and one walk through it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

# Definitions read the environment when they are imported, so the walk is made in a process of its own.
_WALK = """
import dagster as dg
from pipelines.definitions import defs
graph = defs.resolve_asset_graph()
print("ASSETS", *sorted(key.to_user_string() for key in graph.get_all_asset_keys()))
print("SENSORS", *[s.name for s in defs.sensors], "SCHEDULES", *[s.name for s in defs.schedules])
indicator = graph.get(dg.AssetKey("youth_unattached"))
print("GROUP", indicator.group_name, *indicator.owners)
print("SILENT", *sorted(n.key.to_user_string() for n in graph.asset_nodes if not n.description),
      *sorted(str(c) for n in graph.asset_nodes for c in n.check_keys if not graph.get_check_spec(c).description),
      *[one.name for one in [*defs.sensors, *defs.schedules, *defs.jobs] if not one.description])
print("UPSTREAM", *sorted(k.to_user_string() for k in graph.get(dg.AssetKey("stg_absence")).parent_keys))
job = defs.resolve_job_def("whole_way")
for time in (1, 2):
    with dg.DagsterInstance.ephemeral() as instance:
        run = job.execute_in_process(instance=instance, raise_on_error=False)
        checks = [e.event_specific_data for e in run.all_events if e.event_type_value == "ASSET_CHECK_EVALUATION"]
        made = [e.asset_key.to_user_string() for e in run.all_events if e.event_type_value == "ASSET_MATERIALIZATION"]
        fine = all(check.passed or check.severity is dg.AssetCheckSeverity.WARN for check in checks)
        lineage = [
            (m.asset_key.to_user_string(), m.metadata["dagster/column_lineage"].value.deps_by_column)
            for m in (e.step_materialization_data.materialization for e in run.all_events
                      if e.event_type_value == "ASSET_MATERIALIZATION")
            if "dagster/column_lineage" in m.metadata
        ]
        for name, columns in lineage:
            for column, sources in columns.items():
                found = sorted(f"{one.asset_key.to_user_string()}.{one.column_name}" for one in sources)
                print("COLUMN", f"{name}.{column}", *found)
        for name in ("published", "protected_cells", "feeds/absence", "intake/drops"):
            told = next(m.metadata for m in (e.step_materialization_data.materialization for e in run.all_events
                        if e.event_type_value == "ASSET_MATERIALIZATION") if m.asset_key.to_user_string() == name)
            numbers = {key for key, one in told.items() if type(one.value) in (int, float)}
            links = {key for key, one in told.items() if str(one.value).startswith("http://127.0.0.1:3001/")}
            print("NUMBERS", f"{time}:{name}", *sorted(numbers))
            print("LINKS", f"{time}:{name}", *sorted(links))
        print("RUN", time, run.success, len(made), fine)
        print("CHECKS", time, *sorted({check.check_name for check in checks}))
"""


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The words printed by a process that walks the whole way twice, by the word they begin with."""
    from pipelines.demo import fill_inbox
    from pipelines.intake.identity.key_files import make_keys

    home = tmp_path_factory.mktemp("walk")
    make_keys(home / "keys")
    fill_inbox(home / "data" / "inbox", seed=3, residents=150, years=1, until=date(2026, 3, 1))
    environment = {
        "MEDVIND_DATA": str(home / "data"),
        "MEDVIND_KEYS": str(home / "keys"),
        "PATH": "/usr/bin:/bin",
    }
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _WALK],
        env=environment | {"HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    lines = [line.split(" ") for line in done.stdout.splitlines()]
    return {
        " ".join(line[: 2 if line[0] in ("RUN", "CHECKS", "COLUMN", "NUMBERS", "LINKS") else 1]): " ".join(
            line
        )
        for line in lines
    }


def test_every_feed_model_and_the_publication_is_an_asset(walk: dict[str, str]) -> None:
    expected = {
        "feeds/absence",
        "feeds/exams",
        "stg_absence",
        "absence_rate",
        "cells",
        "protected_cells",
        "published",
    }
    assert expected <= set(walk["ASSETS"].split())


def test_an_indicator_stands_on_the_childs_path_and_has_an_owner(walk: dict[str, str]) -> None:
    assert walk["GROUP"].split()[1].startswith("5_path_")
    assert walk["GROUP"].split()[2] == "team:medvinds_sekretariat"


def test_columns_lead_back_to_the_columns_they_are_made_of(walk: dict[str, str]) -> None:
    assert walk["COLUMN stg_residents.area"].split()[2:] == ["feeds/residents.area"]
    assert "int_residence.area" in walk["COLUMN youth_unattached.area"].split()
    assert "stg_residents.birth_date" in walk["COLUMN int_residence.birth_date"].split()


def test_everything_is_described(walk: dict[str, str]) -> None:
    assert walk["SILENT"] == "SILENT"


@pytest.mark.parametrize("time", [1, 2])
def test_what_is_counted_is_a_number_that_dagster_draws_over_time(walk: dict[str, str], time: int) -> None:
    def told(kind: str, asset: str) -> set[str]:
        return set(walk[f"{kind} {time}:{asset}"].split()[2:])

    cells = {"published_cells", "hidden_cells", "hidden_share", "not_delivered", "late", "dagster/row_count"}
    assert cells <= told("NUMBERS", "published")
    assert ("gate_seconds" in told("NUMBERS", "published")) == (time == 1)
    assert {"report", "data_docs", "workbook", "receipts"} <= told("LINKS", "published")
    assert {"hidden_cells", "hidden_share", "dagster/row_count"} <= told("NUMBERS", "protected_cells")
    assert {"live_drops", "rows_loaded", "rows_quarantined"} <= told("NUMBERS", "feeds/absence")
    assert {"accepted", "held", "rejected", "duplicate"} <= told("NUMBERS", "intake/drops")
    assert told("LINKS", "intake/drops") == told("LINKS", "feeds/absence") == {"all_receipts"}


def test_lineage_leads_from_the_feed_to_its_model(walk: dict[str, str]) -> None:
    assert walk["UPSTREAM"] == "UPSTREAM feeds/absence"


def test_sensor_and_schedules_are_there(walk: dict[str, str]) -> None:
    assert (
        walk["SENSORS"]
        == "SENSORS inbox_sensor workers_sensor SCHEDULES nightly nightly_upkeep quarterly_freeze"
    )


def test_the_whole_way_succeeds_and_shows_every_kind_of_check(walk: dict[str, str]) -> None:
    assert walk["RUN 1"].split()[2:] == ["True", walk["RUN 1"].split()[3], "True"]
    checks = set(walk["CHECKS 1"].split())
    assert {"contract", "great_expectations_indicators", "delivered_on_time"} <= checks
    assert any(check.startswith("unique_combination") for check in checks)


def test_an_unchanged_house_is_walked_without_building_its_models_again(walk: dict[str, str]) -> None:
    first, second = (int(walk[f"RUN {time}"].split()[3]) for time in (1, 2))
    assert walk["RUN 2"].split()[2] == "True"
    assert second < first
