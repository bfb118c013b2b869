"""dbt's manifest is written by atomic rename, so a concurrent parse never sees a partial file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from dbt.contracts.graph.manifest import Manifest

from pipelines.permissions import close_folders
from pipelines.settings import Settings
from pipelines.transform import parsed_project
from pipelines.transform.dbt_runner import run_dbt
from pipelines.transform.parsed_project import manifest, parsed
from pipelines.transform.project import copy_parsed
from pipelines.transform.source_tables import write_source_tables
from tests.prepared_build import give_parsed_project


class Interrupted(Exception):
    pass


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An installation that has no manifest yet, in a process that has parsed nothing."""
    settings = Settings(tmp_path, tmp_path)
    close_folders(settings)
    give_parsed_project(settings)
    manifest(settings).unlink()
    monkeypatch.setattr(parsed_project, "_known", {})
    write_source_tables(settings)
    return settings


def test_what_is_half_written_is_read_by_nobody(
    installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(found: Manifest, path: str) -> None:
        whole = json.dumps(found.writable_manifest().to_dict())
        Path(path).write_text(whole[: len(whole) // 2])
        # The contents that another process would read at this moment.
        assert list(installation.dbt_target.glob("manifest*")) == []
        raise Interrupted

    with monkeypatch.context() as patched, pytest.raises(Interrupted):
        patched.setattr(Manifest, "write", half)
        manifest(installation)
    assert "model.medvind.cells" in json.loads(manifest(installation).read_text(encoding="utf-8"))["nodes"]


def test_what_was_parsed_of_other_definitions_goes(installation: Settings) -> None:
    (installation.dbt_target / "manifest-0123456789abcdef.json").write_text("{}")
    kept = manifest(installation)
    assert list(installation.dbt_target.glob("manifest*")) == [kept]


def test_it_is_parsed_once_for_as_long_as_the_definitions_stand(installation: Settings) -> None:
    written = manifest(installation).stat().st_mtime_ns
    assert manifest(installation).stat().st_mtime_ns == written


def test_another_data_folder_has_the_same_project_without_parsing_it(
    installation: Settings, tmp_path: Path
) -> None:
    """And its manifest is that of the definitions, whatever was built with them in between."""
    known = parsed(installation)
    run_dbt(installation, "compile", "--select", "areas")
    other = replace(installation, data=tmp_path / "other")
    close_folders(other)
    assert parsed(other) is known
    assert manifest(other).read_bytes() == manifest(installation).read_bytes()


def test_what_another_data_folder_is_given_is_not_parsed_again(
    installation: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed(installation)
    other = replace(installation, data=tmp_path / "other")
    close_folders(other)
    copy_parsed(installation, other)
    monkeypatch.setattr(parsed_project, "_known", {})
    parsed(other)
    performance = json.loads((other.dbt_target / "perf_info.json").read_text(encoding="utf-8"))
    assert performance["path_count"] > 100 and performance["parsed_path_count"] == 0
