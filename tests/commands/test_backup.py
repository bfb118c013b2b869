"""`medvind backup` and `medvind restore` on the command line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines import cli
from pipelines.intake.identity.key_files import load_keys, make_keys
from pipelines.settings import Limits, Settings
from tests.intake import samples
from tests.privacy import delivered_world


@pytest.fixture
def installation(tmp_path: Path) -> Settings:
    """An installation with one drop."""
    settings = Settings(tmp_path / "data", tmp_path / "keys", Limits(settle_seconds=0.0))
    make_keys(settings.keys)
    samples.send(settings, load_keys(settings.keys), delivered_world.absence(delivered_world.OTHERS))
    return settings


def ask(data: Path, keys: Path, *words: str) -> Result:
    environment = {"MEDVIND_DATA": str(data), "MEDVIND_KEYS": str(keys)}
    return CliRunner().invoke(cli.medvind, words, env=environment)


def test_a_backup_is_restored(installation: Settings, tmp_path: Path) -> None:
    there = ask(installation.data, installation.keys, "backup", str(tmp_path / "kopier"))
    assert there.exit_code == 0, there.output
    assert "Nøglerne er ikke med" in there.output and load_keys(installation.keys).fingerprint in there.output
    assert (installation.keys / "pseudonym.key").read_text().strip() not in there.output
    back = ask(tmp_path / "ny", installation.keys, "restore", str(tmp_path / "kopier"))
    assert back.exit_code == 0, back.output
    for step in ("medvind run", "medvind forget", "medvind doctor"):
        assert step in back.output
    again = ask(tmp_path / "ny", installation.keys, "restore", str(tmp_path / "kopier"))
    assert again.exit_code == 1


@pytest.mark.parametrize("words", [["backup"], ["restore"], ["backup", __file__]])
def test_wrong_usage_is_2(installation: Settings, words: list[str]) -> None:
    assert ask(installation.data, installation.keys, *words).exit_code == 2


def test_a_drill_says_whether_the_backup_is_the_same(installation: Settings, tmp_path: Path) -> None:
    ask(installation.data, installation.keys, "backup", str(tmp_path / "kopier"))
    same = ask(installation.data, installation.keys, "drill", str(tmp_path / "kopier"), "--name", "natten")
    assert same.exit_code == 0, same.output
    assert "natten fra " in same.output and "Kopien er den samme" in same.output
    manifest = next(installation.raw.glob("absence/*/manifest.json"))
    found = manifest.stat()
    manifest.write_text(manifest.read_text() + " ")
    os.utime(manifest, ns=(found.st_atime_ns, found.st_mtime_ns))
    other = ask(installation.data, installation.keys, "drill", str(tmp_path / "kopier"))
    assert other.exit_code == 1
    assert "Kopien er ikke den samme som det, der er i brug: 1 i raw." in other.output
