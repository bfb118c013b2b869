from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from pipelines.cli import medvind
from pipelines.settings import Settings
from tests.pages.published_demo import published


def ask(installation: Settings, *words: str) -> Result:
    environment = {"MEDVIND_DATA": str(installation.data), "MEDVIND_KEYS": str(installation.keys_folder)}
    return CliRunner().invoke(medvind, words, env=environment)


def test_a_file_in_a_missing_folder_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    installation, out = published(tmp_path), str(tmp_path / "mangler" / "svar.csv")
    file = tmp_path / "x.csv"
    file.write_text("x")
    commands = [("sql", "select 1", "--format", "csv", "--out", out), ("template", "absence", "--out", out)]
    for words in [*commands, ("check", str(file), "--html", out)]:
        result = ask(installation, *words)
        assert result.exit_code == 2 and "mangler findes ikke" in result.output
