"""Great Expectations: a context configured by a mapping, and the fields of a result that the audit reads.

If these fail, the audit cannot be made and nothing is published, or GX writes files and progress bars, or a failing
expectation has no count (`pipelines/publication/expectations/frame_validation.py`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import great_expectations as gx
import pandas as pd
import pytest
from great_expectations import expectations

from pipelines.publication.expectations.frame_validation import RESULT_FORMAT, frames


def results(*asked: Any) -> list[Any]:
    suite = gx.ExpectationSuite("canary", expectations=list(asked))
    batch = frames().get_batch({"dataframe": pd.DataFrame({"number": [1, 2, None]})})
    return list(batch.validate(suite, result_format=RESULT_FORMAT).results)


def test_it_answers_in_memory_and_in_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    (result,) = results(expectations.ExpectColumnValuesToNotBeNull(column="number", meta={"promise": 7}))
    assert not result.success
    assert result.result["unexpected_count"] == 1
    assert result.expectation_config.meta == {"promise": 7}
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")


def test_an_expectation_about_the_table_has_an_observed_value() -> None:
    (result,) = results(expectations.ExpectTableRowCountToEqual(value=2))
    assert (result.success, result.result["observed_value"]) == (False, 3)


def test_a_question_that_cannot_be_answered_has_exception_info() -> None:
    (result,) = results(expectations.ExpectColumnValuesToNotBeNull(column="not_there"))
    info = result.exception_info
    assert info.get("raised_exception") or any(isinstance(part, dict) for part in info.values())
