"""`medvind maintenance` says what it gave, and asks Dagster only where there is one."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines import cli
from pipelines.commands import maintenance
from pipelines.settings import PROJECT_ROOT, Settings


@pytest.fixture
def releases(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Two releases with the same file, in the installation that the environment names."""
    monkeypatch.setenv("MEDVIND_DATA", str(installation.data))
    files = [installation.releases / label / "medvind.duckdb" for label in ("2026K1", "2026K2")]
    for path in files:
        path.parent.mkdir(parents=True)
        path.write_bytes(b"figures" * 1_000_000)
        path.chmod(0o444)
    return files


def test_it_says_what_has_become_free(releases: list[Path]) -> None:
    answer = CliRunner().invoke(cli.medvind, ["maintenance"])
    assert answer.exit_code == 0, answer.output
    assert "7,0 MB er blevet fri" in answer.output and "Dagster" not in answer.output
    assert releases[0].samefile(releases[1])


def test_dagster_removes_its_old_runs(releases: list[Path], installation: Settings) -> None:
    installation.dagster.mkdir(parents=True)
    (installation.dagster / "dagster.yaml").write_bytes((PROJECT_ROOT / "dagster.yaml").read_bytes())
    answer = CliRunner().invoke(cli.medvind, ["maintenance"])
    assert answer.exit_code == 0, answer.output
    assert "Dagster har glemt 0 gamle kørsler." in answer.output


def test_a_dagster_that_fails_needs_a_person(
    releases: list[Path], installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation.dagster.mkdir(parents=True)
    (installation.dagster / "dagster.yaml").write_text("telemetry: [")
    assert CliRunner().invoke(cli.medvind, ["maintenance"]).exit_code == 1
    assert maintenance.link_equal_files(installation) == 0
