"""What the environment can set, and what is said of a value that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.settings import Settings
from schemas.configuration import ConfigurationInvalid


def test_without_variables_the_defaults_hold(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("MEDVIND_KEYS")
    monkeypatch.setenv("HOME", str(tmp_path))
    settings = Settings.from_environment()
    assert settings.keys_folder == tmp_path / ".config" / "medvind"
    assert (settings.memory, settings.pages_port, settings.engine) == ("5GB", 3001, "duckdb")
    assert (settings.several_workers, settings.cluster.master) == (False, "local[*]")


def test_variables_are_read_and_an_empty_one_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"DATA": "data", "PAGES_PORT": "4001", "MEMORY": "", "SPARK_MASTER": "spark://x:7077"}
    for name, value in (values | {"POSTGRES": "postgresql+psycopg2://x"}).items():
        monkeypatch.setenv(f"MEDVIND_{name}", value)
    settings = Settings.from_environment()
    assert (settings.data, settings.pages_port, settings.memory) == (Path.cwd() / "data", 4001, "5GB")
    assert (settings.cluster.master, settings.several_workers) == ("spark://x:7077", True)
    assert settings.pages == "http://127.0.0.1:4001"
    monkeypatch.setenv("MEDVIND_PAGES_ADDRESS", "https://medvind.example")
    assert Settings.from_environment().pages == "https://medvind.example"
    assert settings.dagster_yaml.name == "dagster-postgres.yaml"


@pytest.mark.parametrize(
    ("name", "value"),
    [("PAGES_PORT", "s3cret"), ("PAGES_PORT", "0"), ("ENGINE", "s3cret"), ("PAGES_ADDRESS", "s3cret/x")],
)
def test_an_impossible_value_is_named_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"MEDVIND_{name}", value)
    with pytest.raises(ConfigurationInvalid, match=f"MEDVIND_{name} ") as problem:
        Settings.from_environment()
    assert "s3cret" not in str(problem.value)
