"""The guard at the door out: Great Expectations asks every promise of the tables about to be published.

Only counts leave this module. Great Expectations quotes the values it did not expect, so its results are
copied by a list of what may pass and never handed on whole.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pipelines.publication.expectations.expectation import TableExpectation
from pipelines.publication.expectations.selected_rows import Tables
from pipelines.publication.expectations.suites import Suite, suites
from pipelines.settings import QUIET

if TYPE_CHECKING:
    from great_expectations.core import ExpectationValidationResult
    from great_expectations.core.batch_definition import BatchDefinition
    from great_expectations.expectations.expectation import Expectation

# Counts without examples; `_entry` then lets nothing but numbers of rows through.
RESULT_FORMAT: Any = {"result_format": "BASIC", "partial_unexpected_count": 0}


class AuditBroken(RuntimeError):
    """A question could not be put or answered. That is a fault of ours and says nothing about the data."""


@dataclass(frozen=True)
class Failure:
    """A promise that does not hold. `unexpected_count`: in rows, None where it is not about rows."""

    table: str
    expectation: str
    column: str | None
    unexpected_count: int | None
    sentence: str


@dataclass(frozen=True)
class Audit:
    """The outcome: `results` is the validation as JSON (counts only), one entry a promise."""

    success: bool
    failures: tuple[Failure, ...]
    results: dict[str, Any]


def audit(tables: Tables, previous: Tables | None) -> Audit:
    """Ask every promise of `tables` (name -> rows) and compare with what was published last, if anything was.

    Raises `AuditBroken` where a question fails instead of being answered. Never quotes a value.
    """
    asked = frames()
    told = {
        digest: _cached.get(digest) or list(_validated(asked, suite))
        for digest, suite in ((_digest(suite), suite) for suite in suites(tables, previous))
    }
    _cached.clear()
    _cached.update(told)
    entries = [entry for answers in told.values() for entry in answers]
    failures = tuple(_failure(entry) for entry in entries if not entry["success"])
    return Audit(not failures, failures, {"success": not failures, "promises": entries})


# The answers of the last audit in this process: of the same rows the same is not asked again. After a small drop most
# of what a server publishes is as it was.
_cached: dict[str, list[dict[str, Any]]] = {}


def _digest(suite: Suite) -> str:
    """Names the questions and the rows that they are put to."""
    rows = BytesIO()
    suite.frame.write_ipc(rows)
    questions = repr((suite.name, suite.table, suite.expectations)).encode()
    return hashlib.sha256(questions + rows.getbuffer()).hexdigest()


def frames() -> BatchDefinition[None]:
    """What makes a frame into something that can be asked: one for all, for each that GX knows of it files anew.

    Imports Great Expectations as late as this, since it takes seconds, and keeps it silent.
    """
    os.environ.update(QUIET)
    import great_expectations as gx

    context = gx.get_context(mode="ephemeral", project_config=_in_memory())
    marts = context.data_sources.add_pandas("marts").add_dataframe_asset("frame")
    return marts.add_batch_definition_whole_dataframe("frame")


def _in_memory() -> dict[str, Any]:
    """Configuration of a context that keeps everything in memory; by default GX writes documents to temporary files."""
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


def _validated(frames: BatchDefinition[None], suite: Suite) -> Iterator[dict[str, Any]]:
    answers = {answer.expectation_config.meta["position"]: answer for answer in _run_suite(frames, suite)}
    for number, expectation in enumerate(suite.expectations):
        yield _entry(suite, expectation, answers[number])


def _run_suite(frames: BatchDefinition[None], suite: Suite) -> list[Any]:
    """Ask the suite of its frame; the answers come in no particular order."""
    import great_expectations as gx

    asked = gx.ExpectationSuite(suite.name, expectations=_expectations(suite))
    batch = frames.get_batch({"dataframe": suite.frame.to_pandas()})
    return list(batch.validate(asked, result_format=RESULT_FORMAT).results)


def _expectations(suite: Suite) -> list[Expectation]:
    from great_expectations import expectations

    return [
        getattr(expectations, expectation.expectation)(**expectation.arguments, meta={"position": number})
        for number, expectation in enumerate(suite.expectations)
    ]


def _entry(
    suite: Suite, expectation: TableExpectation, answer: ExpectationValidationResult
) -> dict[str, Any]:
    """Copy what may be told of one answer: names, our own arguments and numbers of rows."""
    _refuse_exceptions(suite, expectation, answer)
    result = answer.result
    observed = result.get("observed_value")
    return {
        "table": suite.table,
        "suite": suite.name,
        "promise": expectation.sentence,
        "expectation": expectation.expectation,
        "arguments": dict(expectation.arguments),
        "success": bool(answer.success),
        "rows": suite.frame.height,
        "unexpected_count": result.get("unexpected_count", observed if expectation.forbids_rows else None),
    }


def _refuse_exceptions(
    suite: Suite, expectation: TableExpectation, answer: ExpectationValidationResult
) -> None:
    """Tell a question that failed from an answer that says no, without the message: it may quote a value."""
    info: dict[str, Any] = answer.exception_info or {}
    if info.get("raised_exception") or any(isinstance(part, dict) for part in info.values()):
        column = expectation.arguments.get("column", "")
        raise AuditBroken(
            f"Great Expectations could not answer {expectation.expectation} {column} of {suite.name}"
        )


def _failure(entry: dict[str, Any]) -> Failure:
    column = entry["arguments"].get("column")
    return Failure(entry["table"], entry["expectation"], column, entry["unexpected_count"], entry["promise"])
