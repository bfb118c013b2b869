from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.publication import example_marts
from tests.publication.skipped_steps import skip_audit, skip_gate


@pytest.fixture
def guarded(tmp_path: Path) -> Settings:
    """An installation whose marts meet every expectation, but disclose the boys by the total and the girls."""
    installation = Settings(tmp_path / "data", tmp_path / "keys")
    example_marts.write_warehouse(installation.warehouse, example_marts.tables())
    return installation


@pytest.fixture
def settings(guarded: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The same without the gate, which has tests of its own."""
    skip_gate(monkeypatch)
    return guarded


@pytest.fixture
def without_audit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The audit succeeds; it has tests of its own."""
    skip_audit(monkeypatch)
