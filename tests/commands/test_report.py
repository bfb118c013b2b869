"""`medvind report` writes the report of the current publication again."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from click import ClickException

from pipelines.commands.report import report
from pipelines.publication.mart_files import Mart, write_parquet
from pipelines.settings import Settings
from tests.report import example_tables


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An installation with a publication and a release; no browser is on the path, so no PDF is printed."""
    monkeypatch.setenv("PATH", str(tmp_path))
    settings = Settings(tmp_path / "data", tmp_path / "keys")
    vintages = pl.DataFrame(
        {"label": ["2026K3"], "frozen_at": [datetime(2026, 9, 1, 9)], "drops": [60], "sha256": ["cd" * 32]}
    )
    write(settings.publications / "1", example_tables.tables() | {"vintages": vintages})
    write(settings.releases / "2026K3", example_tables.tables() | {"vintages": vintages.head(0)})
    (settings.marts / "parquet").symlink_to(settings.publications / "1" / "parquet")
    return settings


def write(folder: Path, tables: dict[str, pl.DataFrame]) -> None:
    (folder / "parquet").mkdir(parents=True)
    write_parquet(folder / "parquet", {name: Mart(rows, {}) for name, rows in tables.items()})
    publication_metadata = {
        "id": folder.name,
        "published_at": datetime(2026, 11, 24, 8, tzinfo=UTC).isoformat(),
    }
    (folder / "publication.json").write_text(json.dumps(publication_metadata), encoding="utf-8")


def test_what_is_published(installation: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    report(installation)
    folder = installation.publications / "1"
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [str(folder / name) for name in ("report.html", "medvind.xlsx", "undren.xlsx")]
    assert "Chromium mangler" in lines[3]
    assert "Siden 2026K3 (1. september 2026)" in (folder / "report.html").read_text(encoding="utf-8")
    assert sorted(path.name for path in folder.iterdir() if path.name.startswith(".")) == []


def test_the_names_beside_the_figures_are_the_new_files(installation: Settings) -> None:
    for name in ("report.html", "report.pdf"):
        (installation.marts / name).write_text("gammel", encoding="utf-8")
    report(installation)
    folder = installation.publications / "1"
    assert (installation.marts / "report.html").read_bytes() == (folder / "report.html").read_bytes()
    assert not (installation.marts / "report.pdf").exists(), "it was of an older publication"


def test_nothing_published_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ClickException, match="medvind run"):
        report(Settings(tmp_path / "data", tmp_path / "keys"))
