"""The audit: its results hold no values, and it leaves no files behind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.publication.expectations import audit as audits
from pipelines.publication.expectations import frame_validation
from pipelines.publication.expectations.audit import audit
from pipelines.publication.expectations.expectation import TableExpectation
from pipelines.publication.expectations.frame_validation import AuditBroken
from pipelines.publication.expectations.suites import Suite
from tests.publication import example_marts
from tests.publication.example_marts import cell, hidden


def test_the_results_hold_counts_and_never_values() -> None:
    tables = example_marts.tables()
    rows = (hidden(value=float(example_marts.SECRET)), cell(status="hemmelig"))
    outcome = audit(tables | {"indicators": example_marts.cells(*rows)}, None)
    texts = json.dumps(outcome.results, ensure_ascii=False)
    assert not outcome.success
    assert str(example_marts.SECRET) not in texts
    assert "hemmelig" not in texts


def test_an_expectation_that_cannot_be_evaluated_raises_without_quoting_a_value(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    tables = example_marts.tables()
    words = pl.lit("hemmelig").alias("coverage")
    tables["indicators"] = tables["indicators"].with_columns(words)
    with pytest.raises(AuditBroken, match="coverage") as caught:
        audit(tables, None)
    for texts in (str(caught.value), caplog.text, *capfd.readouterr()):
        assert "hemmelig" not in texts


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    audit(example_marts.tables(), None)
    assert list(tmp_path.iterdir()) == []


def test_a_suite_with_the_same_rows_is_not_validated_again(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = example_marts.tables()
    first, asked = audit(tables, None), []
    validate = audits.validated

    def counting(batches: Any, together: list[Suite]) -> Iterator[dict[str, Any]]:
        asked.append(together[0].table)
        return validate(batches, together)

    monkeypatch.setattr(audits, "validated", counting)
    assert audit(tables, None) == first
    assert asked == []
    broken = audit(tables | {"indicators": example_marts.cells(cell(status="hemmelig"))}, None)
    assert not broken.success
    assert asked
    assert "initiatives" not in asked


def test_the_suites_of_a_frame_are_validated_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """A validation of its own for each suite took longer than all of its expectations."""
    frames, results = [], frame_validation._results

    def counting(batches: Any, frame: pl.DataFrame, expectations: list[TableExpectation]) -> Any:
        frames.append(id(frame))
        return results(batches, frame, expectations)

    monkeypatch.setattr(frame_validation, "_results", counting)
    monkeypatch.setattr(audits, "_cached", {})
    outcome = audit(example_marts.tables(), example_marts.tables())
    assert len(frames) == len(set(frames))
    suites_of = {(entry["table"], entry["suite"]) for entry in outcome.results["promises"]}
    assert {("indicators", f"indicators: {part}") for part in ("kolonner", "nøgle", "omfang")} <= suites_of
