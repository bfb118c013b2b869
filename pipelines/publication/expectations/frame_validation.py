"""Validate the suites of one frame with Great Expectations.

Only counts leave this module: Great Expectations quotes unexpected values, so its results are copied field by field
from an allow-list and never passed on whole.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipelines.publication.expectations.expectation import TableExpectation
from pipelines.publication.expectations.suites import Suite
from pipelines.settings import QUIET

if TYPE_CHECKING:
    import polars as pl
    from great_expectations.core import ExpectationValidationResult
    from great_expectations.core.batch_definition import BatchDefinition
    from great_expectations.expectations.expectation import Expectation

# Counts without examples; `_entry` then copies nothing but numbers of rows.
RESULT_FORMAT: Any = {"result_format": "BASIC", "partial_unexpected_count": 0}


class AuditBroken(RuntimeError):
    """An expectation could not be evaluated: a fault of the program, which says nothing about the data."""


def frames() -> BatchDefinition[None]:
    """Return the batch definition for all frames; a second one would repeat the bookkeeping of Great Expectations.

    Great Expectations is imported here because that takes seconds, and its output is switched off.
    """
    os.environ.update(QUIET)
    import great_expectations as gx

    context = gx.get_context(mode="ephemeral", project_config=_in_memory())
    marts = context.data_sources.add_pandas("marts").add_dataframe_asset("frame")
    return marts.add_batch_definition_whole_dataframe("frame")


def _in_memory() -> dict[str, Any]:
    """Return the configuration of an in-memory context; by default Great Expectations writes to temporary files."""
    names = {
        "expectations_store": "ExpectationsStore",
        "validation_results_store": "ValidationResultsStore",
        "validation_definition_store": "ValidationDefinitionStore",
        "checkpoint_store": "CheckpointStore",
    }
    backend = {"class_name": "InMemoryStoreBackend"}
    return {
        "config_version": 4.0,
        "stores": {name: {"class_name": kind, "store_backend": backend} for name, kind in names.items()},
        "expectations_store_name": "expectations_store",
        "validation_results_store_name": "validation_results_store",
        "checkpoint_store_name": "checkpoint_store",
        "data_docs_sites": {},
        "progress_bars": {"globally": False},
    }


def validated(batches: BatchDefinition[None], together: list[Suite]) -> Iterator[dict[str, Any]]:
    """Validate the suites of one frame, and yield an entry for each of their expectations."""
    expected = [(suite, expectation) for suite in together for expectation in suite.expectations]
    results = _results(batches, together[0].frame, [expectation for _, expectation in expected])
    for number, (suite, expectation) in enumerate(expected):
        yield _entry(suite, expectation, results[number])


def _results(
    batches: BatchDefinition[None], frame: pl.DataFrame, expectations: list[TableExpectation]
) -> dict[int, ExpectationValidationResult]:
    """Return the results by the expectation's place; Great Expectations gives them in no particular order."""
    import great_expectations as gx

    batch = batches.get_batch({"dataframe": frame.to_pandas()})
    suite = gx.ExpectationSuite("frame", expectations=_named(expectations))
    found: list[Any] = batch.validate(suite, result_format=RESULT_FORMAT).results
    return {result.expectation_config.meta["position"]: result for result in found}


def _named(expected: list[TableExpectation]) -> list[Expectation]:
    from great_expectations import expectations

    return [
        getattr(expectations, expectation.expectation)(**expectation.arguments, meta={"position": number})
        for number, expectation in enumerate(expected)
    ]


def _entry(
    suite: Suite, expectation: TableExpectation, validation: ExpectationValidationResult
) -> dict[str, Any]:
    """Copy the publishable fields of a result: names, arguments of the expectation, and numbers of rows."""
    _refuse_exceptions(suite, expectation, validation)
    result = validation.result
    observed = result.get("observed_value")
    return {
        "table": suite.table,
        "suite": suite.name,
        "promise": expectation.sentence,
        "expectation": expectation.expectation,
        "arguments": dict(expectation.arguments),
        "success": bool(validation.success),
        "rows": suite.frame.height,
        "unexpected_count": result.get("unexpected_count", observed if expectation.forbids_rows else None),
    }


def _refuse_exceptions(
    suite: Suite, expectation: TableExpectation, validation: ExpectationValidationResult
) -> None:
    """Raise AuditBroken where the evaluation raised; its message is left out, because it may quote a value."""
    info: dict[str, Any] = validation.exception_info or {}
    if info.get("raised_exception") or any(isinstance(part, dict) for part in info.values()):
        column = expectation.arguments.get("column", "")
        raise AuditBroken(
            f"Great Expectations could not answer {expectation.expectation} {column} of {suite.name}"
        )
