"""Health checks report what is wrong and the remedy, and change nothing."""

from __future__ import annotations

import os
import shutil
import sys
from collections import namedtuple
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from pipelines.atomic_io import write_json
from pipelines.intake.identity.key_files import make_keys
from pipelines.lock import data_lock
from pipelines.operations.health import disk_space as space_room
from pipelines.operations.health import program_versions as versions_room
from pipelines.operations.health.checks import HEALTH_CHECKS, run_checks
from pipelines.operations.health.configuration import check_configuration
from pipelines.operations.health.databases import check_databases
from pipelines.operations.health.disk_space import check_disk_space
from pipelines.operations.health.file_modes import check_file_modes
from pipelines.operations.health.health_result import HealthCheck, HealthResult
from pipelines.operations.health.inbox_folder import check_inbox_folder
from pipelines.operations.health.key_folder import check_keys as keys_check
from pipelines.operations.health.leftovers import check_leftovers
from pipelines.operations.health.program_versions import check_versions, deviating_versions
from pipelines.operations.health.schedule import check_schedule
from pipelines.operations.last_failure import remember_failure
from pipelines.privacy.access_log import BACKUP, DRILL, write_line
from pipelines.publication.mart_files import Mart, write_database, write_parquet
from pipelines.publication.metadata import METADATA
from pipelines.settings import PROJECT_ROOT, Settings
from tests.intake import samples
from tests.privacy import delivered_world


def wrong(check: HealthCheck, installation: Settings) -> list[HealthResult]:
    """The results that are not ok; each has a remedy."""
    found = [result for result in check(installation) if result.level != "ok"]
    assert all(result.do for result in found)
    return found


def only(check: HealthCheck, installation: Settings) -> HealthResult:
    (found,) = wrong(check, installation)
    return found


@pytest.fixture
def well(lived_in: Settings) -> Settings:
    """A healthy installation with drops and a publication."""
    import polars as pl

    with data_lock(lived_in):
        pass
    folder = lived_in.publications / "1"
    (folder / "parquet").mkdir(parents=True)
    marts = {"overview": Mart(pl.DataFrame({"value": [1]}), {})}
    digests = write_parquet(folder / "parquet", marts)
    write_database(folder / "medvind.duckdb", marts)
    write_json(folder / METADATA, {"id": "1", "sha256": digests})
    (lived_in.marts / "parquet").symlink_to("publications/1/parquet")
    lived_in.published.hardlink_to(folder / "medvind.duckdb")
    with duckdb.connect(str(lived_in.warehouse)):
        pass
    lived_in.warehouse.chmod(0o600)
    (lived_in.dbt / "built.json").write_text("{}")
    write_line(lived_in, BACKUP, datetime.now(), folder="/mnt/kopi/1", files=1)
    write_line(lived_in, DRILL, datetime.now(), backup="1", equal=True)
    (lived_in.keys / "originals.key").unlink()
    for folder in (lived_in.inbox, *lived_in.inbox.iterdir()):
        folder.chmod(0o2770)
    return lived_in


def everything(installation: Settings) -> list[tuple[str, str]]:
    return [(str(path), oct(path.lstat().st_mode)) for path in sorted(installation.data.rglob("*"))]


def test_a_healthy_installation_has_no_warnings(well: Settings) -> None:
    before = everything(well)
    found = [(name, result) for name, result in run_checks(well) if result.level == "error"]
    assert found == []
    assert everything(well) == before


def test_every_check_has_a_result(well: Settings) -> None:
    assert {name for name, _ in run_checks(well)} == set(HEALTH_CHECKS)


def test_a_missing_data_folder_is_reported_and_not_created(installation: Settings) -> None:
    levels = {name: result.level for name, result in run_checks(installation)}
    assert levels["Opsætning"] == "ok" or "error" in levels.values()
    assert [f.said for f in wrong(check_configuration, installation)] == [
        f"Datamappen {installation.data} findes ikke."
    ]
    assert not installation.data.exists()


def test_a_mistake_in_the_configuration_of_the_place_is_named(
    well: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "place.yml").write_text("few: mange\n", encoding="utf-8")
    monkeypatch.setenv("MEDVIND_CONFIG", str(tmp_path))
    (result,) = wrong(check_configuration, well)
    assert result.said == "Stedets egen opsætning kan ikke bruges."
    assert "place.yml, linje 1: few har en værdi, der ikke kan bruges" in result.do


def test_a_failing_check_does_not_stop_the_others(well: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Settings) -> list[HealthResult]:
        raise ValueError("010101-1234")

    monkeypatch.setattr(
        "pipelines.operations.health.checks.HEALTH_CHECKS", {"Plads": broken, "Nøgler": keys_check}
    )
    first, *others = run_checks(well)
    assert first[1].level == "error" and "010101" not in first[1].said
    assert [name for name, _ in others] == ["Nøgler"]


def test_an_unknown_variable_is_reported(well: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDVIND_DATAMAPPE", "/srv")
    assert "MEDVIND_DATAMAPPE" in only(check_configuration, well).said


def test_a_relative_path_is_reported(well: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDVIND_DATA", "data")
    assert "MEDVIND_DATA" in only(check_configuration, well).said


@pytest.mark.parametrize(
    ("memory", "fine"), [("5GB", True), ("512 MiB", True), ("80%", True), ("5 kilo", False)]
)
def test_the_memory_limit_is_validated(well: Settings, memory: str, fine: bool) -> None:
    found = [one.said for one in wrong(check_configuration, replace(well, memory=memory))]
    assert ("MEDVIND_MEMORY" in "".join(found)) is not fine


def test_a_newer_store_needs_a_newer_program(well: Settings) -> None:
    well.format.write_text('{"format": 99}')
    found = only(check_configuration, well)
    assert found.level == "error" and "ældre end dataene" in found.do


def test_dagster_with_other_settings_than_ours(well: Settings) -> None:
    shutil.copyfile(PROJECT_ROOT / "dagster.yaml", well.dagster / "dagster.yaml")
    assert wrong(check_configuration, well) == []
    (well.dagster / "dagster.yaml").write_text("telemetry: {enabled: true}")
    assert "dagster.yaml" in only(check_configuration, well).said


def test_keys_that_are_missing_open_or_different(well: Settings, tmp_path: Path) -> None:
    assert wrong(keys_check, well) == []
    (well.keys / "pseudonym.key").chmod(0o644)
    assert "chmod 600" in only(keys_check, well).do
    shutil.rmtree(well.keys)
    assert only(keys_check, well).level == "error"
    make_keys(well.keys)
    assert "andre nøgler" in wrong(keys_check, well)[0].do


def test_the_private_key_of_the_originals_on_the_machine_is_reported(well: Settings) -> None:
    (well.keys / "originals.key").touch()
    assert only(keys_check, well).level == "warning"


def test_a_restricted_folder_that_others_can_open(well: Settings) -> None:
    assert wrong(check_file_modes, well) == []
    well.raw.chmod(0o755)
    well.warehouse.chmod(0o644)
    found = only(check_file_modes, well)
    assert found.level == "error" and found.do.endswith("chmod go= raw warehouse.duckdb")


def test_partners_folders_that_everybody_can_open(well: Settings) -> None:
    (well.inbox / "oestskolen").chmod(0o755)
    assert "1 af 1 mapper" in only(check_file_modes, well).said
    well.demo_marker.touch()
    assert wrong(check_file_modes, well) == []


Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize(("free", "level"), [(500_000_000, "error"), (1_500_000_000, "warning")])
def test_a_disk_that_is_filling(
    well: Settings, monkeypatch: pytest.MonkeyPatch, free: int, level: str
) -> None:
    monkeypatch.setattr(space_room, "folder_bytes", lambda _: 2_000_000_000)
    monkeypatch.setattr(space_room.shutil, "disk_usage", lambda _: Usage(0, 0, free))
    assert only(check_disk_space, well).level == level


def test_free_space_has_a_limit_that_can_be_set(well: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(space_room, "folder_bytes", lambda _: 2_000_000_000)
    monkeypatch.setattr(space_room.shutil, "disk_usage", lambda _: Usage(0, 0, 3_500_000_000))
    found = only(check_disk_space, replace(well, free_bytes=4_000_000_000))
    assert found.level == "warning" and "4,0 GB (MEDVIND_FREE_GB)" in found.said
    assert wrong(check_disk_space, replace(well, free_bytes=3_000_000_000)) == []


def test_a_package_that_is_not_the_locked_one() -> None:
    lock = (
        "click==0.1 \\\n    --hash=sha256:00\nnobodys-package==1.0\nanother-one==1 ; python_version < '3'\n"
    )
    assert [name.split()[0] for name in deviating_versions(lock)] == ["click", "nobodys-package"]


def test_this_environment_is_the_locked_one() -> None:
    assert list(deviating_versions((PROJECT_ROOT / "requirements.lock").read_text(encoding="utf-8"))) == []


def test_an_old_python_and_no_browser(well: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions_room, "sys", type("old", (), {"version_info": (3, 9, 1)}))
    monkeypatch.setenv("PATH", "/nowhere")
    old, browser = wrong(check_versions, well)
    assert (old.level, browser.level) == ("error", "warning")
    assert sys.version_info >= (3, 11)


def test_files_that_are_never_ingested(well: Settings, tmp_path: Path) -> None:
    (well.inbox / "oestskolen" / "elever.csv").symlink_to(tmp_path)
    os.mkfifo(well.inbox / "oestskolen" / "rør")
    (well.inbox / "løs.csv").touch()
    odd, loose = wrong(check_inbox_folder, well)
    assert "2 henvisninger" in odd.said and "1 filer" in loose.said


def test_a_file_that_has_waited_for_long(well: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    samples.put(well, delivered_world.absence(delivered_world.OTHERS, "2025M12"))
    assert wrong(check_inbox_folder, well) == []
    monkeypatch.setattr("pipelines.operations.health.inbox_folder._LONG_SECONDS", -1)
    assert "medvind serve" in only(check_inbox_folder, well).do


def test_an_inbox_that_cannot_be_used(well: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    samples.put(well, delivered_world.absence(delivered_world.OTHERS, "2025M12"))
    monkeypatch.setattr("os.access", lambda path, mode: False)
    shut, unreadable = wrong(check_inbox_folder, well)
    assert "oestskolen" in shut.do and "1 filer" in unreadable.said


def harm_a_table(installation: Settings) -> None:
    (installation.current_publication / "parquet" / "overview.parquet").write_bytes(b"other")


def lose_a_table(installation: Settings) -> None:
    (installation.current_publication / "parquet" / "overview.parquet").unlink()


def replace_the_file(installation: Settings) -> None:
    installation.published.unlink()
    installation.published.write_bytes(b"other")


def lose_the_file(installation: Settings) -> None:
    installation.published.unlink()


def lose_the_metadata(installation: Settings) -> None:
    (installation.current_publication / METADATA).unlink()


def harm_the_warehouse(installation: Settings) -> None:
    installation.warehouse.write_bytes(b"no database" * 1000)


@pytest.mark.parametrize(
    "harm",
    [harm_a_table, lose_a_table, replace_the_file, lose_the_file, lose_the_metadata, harm_the_warehouse],
)
def test_figures_that_are_not_those_published(well: Settings, harm: Callable[[Settings], None]) -> None:
    assert wrong(check_databases, well) == []
    harm(well)
    assert only(check_databases, well).level == "error"


def test_the_warehouse_is_not_opened_while_the_lock_is_held(well: Settings) -> None:
    harm_the_warehouse(well)
    with data_lock(well):
        assert wrong(check_databases, well) == []


def test_leftovers_of_interrupted_work(well: Settings) -> None:
    assert wrong(check_leftovers, well) == []
    (well.publications / ".2.new").mkdir()
    well.backup_snapshot.mkdir()
    well.restored.mkdir()
    assert [result.level for result in wrong(check_leftovers, well)] == ["error", "warning", "warning"]


def test_no_leftovers_are_reported_while_the_lock_is_held(well: Settings) -> None:
    with data_lock(well):
        (well.publications / ".2.new").mkdir()
        assert wrong(check_leftovers, well) == []


def test_missing_runs_and_backups_are_reported(well: Settings) -> None:
    assert wrong(check_schedule, well) == []
    remember_failure(well, "build", "Beregningen stoppede ved: cells.")
    os.utime(well.dbt / "built.json", (0, 0))
    (well.logs / BACKUP).write_text('{"at": "2020-01-01T00:00:00", "folder": "/mnt/kopi/1"}\n')
    failed, run, backup = wrong(check_schedule, well)
    assert failed.level == "error" and "Beregningen stoppede ved: cells." in failed.said
    assert "medvind serve" in run.do and backup.do.endswith("medvind backup /mnt/kopi")


@pytest.mark.parametrize(
    ("at", "equal", "level"),
    [(datetime(2020, 1, 1), True, "warning"), (datetime.now(), False, "error"), (datetime.now(), True, None)],
)
def test_a_restore_drill_is_due_or_has_failed(
    well: Settings, at: datetime, equal: bool, level: str | None
) -> None:
    write_line(well, DRILL, at, backup="1", equal=equal)
    assert [found.level for found in wrong(check_schedule, well)] == [level] * (level is not None)


def test_a_backup_that_was_never_tried_is_no_backup(well: Settings) -> None:
    (well.logs / DRILL).unlink()
    assert "medvind drill /mnt/kopi" in only(check_schedule, well).do
    (well.logs / BACKUP).unlink()
    assert "sikkerhedskopi" in only(check_schedule, well).said
