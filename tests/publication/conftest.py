from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.publication import publish as publish_module
from pipelines.publication.expectations.audit import Audit
from pipelines.publication.gate import Proof
from pipelines.settings import Settings
from tests.publication import example_marts


@pytest.fixture
def guarded(tmp_path: Path) -> Settings:
    """An installation whose marts meet every expectation, but disclose the boys by the total and the girls."""
    installation = Settings(tmp_path / "data", tmp_path / "keys")
    example_marts.write_warehouse(installation.warehouse, example_marts.tables())
    return installation


@pytest.fixture
def settings(guarded: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The same without the gate, which has tests of its own."""
    monkeypatch.setattr(publish_module.gate, "attack", lambda *_: Proof(()))
    return guarded


@pytest.fixture
def without_audit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the audit, which has tests of its own, by one that succeeds."""
    entry = {"table": "indicators", "suite": "indicators: alt", "promise": "Alt er godt.", "success": True}
    results = {"success": True, "promises": [entry | {"rows": 1, "unexpected_count": 0}]}
    monkeypatch.setattr(publish_module, "audit", lambda tables, previous: Audit(True, (), results))
