"""Validate the tables about to be published; a table that is as at the last audit is not validated again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pipelines.publication.expectations.frame_validation import frames, validated
from pipelines.publication.expectations.selected_rows import Tables
from pipelines.publication.expectations.suites import Suite, suites


@dataclass(frozen=True)
class Failure:
    """An expectation that failed. `unexpected_count`: in rows, None where it is not about rows."""

    table: str
    expectation: str
    column: str | None
    unexpected_count: int | None
    sentence: str


@dataclass(frozen=True)
class Audit:
    """The outcome: `results` is the validation as JSON (counts only), one entry an expectation under `promises`."""

    success: bool
    failures: tuple[Failure, ...]
    results: dict[str, Any]


def audit(tables: Tables, previous: Tables | None) -> Audit:
    """Validate every suite of `tables` (name -> rows), some of them against the `previous` publication, if any.

    Raises `AuditBroken` where an expectation cannot be evaluated. Never quotes a value.
    """
    batches = frames()
    by_digest = {
        digest: _cached.get(digest) or list(validated(batches, together))
        for digest, together in (
            (_digest(together), together) for together in _by_frame(suites(tables, previous))
        )
    }
    _cached.clear()
    _cached.update(by_digest)
    entries = [entry for results in by_digest.values() for entry in results]
    failures = tuple(_failure(entry) for entry in entries if not entry["success"])
    return Audit(not failures, failures, {"success": not failures, "promises": entries})


# The entries of the last audit in this process by digest, so that unchanged frames are not validated again: after a
# small drop most tables are unchanged.
_cached: dict[str, list[dict[str, Any]]] = {}


def _by_frame(found: list[Suite]) -> Iterable[list[Suite]]:
    """Return the suites of each frame together: a validation costs more than an expectation does."""
    together: dict[int, list[Suite]] = {}
    for suite in found:
        together.setdefault(id(suite.frame), []).append(suite)
    return together.values()


def _digest(together: list[Suite]) -> str:
    """Return a SHA-256 over the expectations of the suites of one frame, and its rows."""
    rows = BytesIO()
    together[0].frame.write_ipc(rows)
    expected = repr([(suite.name, suite.table, suite.expectations) for suite in together]).encode()
    return hashlib.sha256(expected + rows.getbuffer()).hexdigest()


def _failure(entry: dict[str, Any]) -> Failure:
    column = entry["arguments"].get("column")
    return Failure(entry["table"], entry["expectation"], column, entry["unexpected_count"], entry["promise"])
