"""Withdraw a drop after its receipt was written: its rows are removed, and a new receipt says why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipelines.atomic_io import write_json
from pipelines.intake.archive.drop_folder import HELD, MANIFEST, QUARANTINE, ROWS
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.problems.problem import file_problem
from pipelines.intake.receipt.sent_file import SentFile
from pipelines.intake.receipt.write_receipt import write_receipt
from pipelines.settings import Settings


def withdraw(settings: Settings, drop: Manifest, code: str) -> None:
    """Reject a drop for the problem `code`. Its original stays for as long as was agreed."""
    folder = settings.raw / drop.folder
    for name in (ROWS, HELD, QUARANTINE):
        (folder / name).unlink(missing_ok=True)
    withdrawn = replace(
        drop,
        verdict="rejected",
        rows=drop.rows.not_loaded(),
        problems=[file_problem(code)],
        scopes={},
        kept={},
        supersedes=[],
        rests_on=[],
    )
    write_json(folder / MANIFEST, withdrawn.as_json())
    write_receipt(settings, withdrawn, SentFile(Path()))
