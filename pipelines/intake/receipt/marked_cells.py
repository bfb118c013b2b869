"""Select the cells to mark from a receipt's problems, and write the marked workbook."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.problems.problem import Problem
from pipelines.intake.receipt.headline import headline, steps
from pipelines.intake.receipt.return_folder import marked_name
from pipelines.intake.receipt.sent_file import SentFile
from pipelines.intake.receipt.suggestions import suggestion
from pipelines.intake.receipt.workbook.mark_subprocess import mark_in_subprocess
from pipelines.intake.receipt.workbook.marking_plan import Mark, Plan
from pipelines.settings import Limits
from pipelines.text.danish import moment

log = logging.getLogger(__name__)
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class MarkedWorkbook:
    """The name of the marked workbook; or, in Danish, why there is none although cells have problems."""

    name: str | None = None
    why_not: str = ""


def write_marked_workbook(folder: Path, manifest: Manifest, sent: SentFile, limits: Limits) -> MarkedWorkbook:
    """Write the marked workbook where a cell or row needs correction or a look."""
    marks = list(cell_marks(manifest, sent))
    if not marks:
        return MarkedWorkbook()
    if any(problem.code == "cpr_not_agreed" for problem in manifest.problems):
        return MarkedWorkbook(
            None, "Vi sender ikke en fil tilbage, hvor der står CPR-numre, som ikke er aftalt."
        )
    if sent.path.stat().st_size > limits.marked_bytes or sent.cells > limits.marked_cells:
        return MarkedWorkbook(None, "Filen er så stor, at vi ikke kan sende den tilbage med markeringer.")
    name = marked_name(manifest)
    temporary = folder / f".{manifest.receipt_id}.xlsx.part"
    if not _write(sent, _plan(manifest, marks, name), temporary, limits):
        temporary.unlink(missing_ok=True)
        return MarkedWorkbook(None, "Vi kan ikke sende netop denne fil tilbage med markeringer.")
    temporary.replace(folder / name)
    return MarkedWorkbook(name)


def cell_marks(manifest: Manifest, sent: SentFile) -> list[Mark]:
    """Return the cells and rows that need correction or a look; what was repaired on reading is not marked."""
    return [
        Mark(problem.sheet or "", problem.row, problem.column, problem.severity, _said(problem, sent))
        for problem in manifest.problems
        if problem.row and problem.severity != "info" and sent.layout(problem.sheet)
    ]


def _with_place(problem: Problem) -> str:
    """Return the message of a problem without a cell, with its sheet and column."""
    column = f"kolonne {problem.column}" if problem.column else ""
    place = ", ".join(filter(None, [f"fanen {problem.sheet}" if problem.sheet else "", column]))
    return f"{problem.message_da} ({place})" if place else problem.message_da


def _said(problem: Problem, sent: SentFile) -> str:
    return f"{problem.message_da} {suggestion(problem, sent.layout(problem.sheet))}".strip()


def _plan(manifest: Manifest, marks: list[Mark], name: str) -> Plan:
    general = [_with_place(p) for p in manifest.problems if not p.row and p.severity != "info"]
    about = f"Kvittering {manifest.receipt_id} · modtaget {moment(manifest.received_at)}"
    todo = ["Ret de markerede celler på de andre faner. Hver af dem har en note.", *steps(manifest, name)[1:]]
    return Plan(headline(manifest), about, todo, list(dict.fromkeys(general)), marks)


def _write(sent: SentFile, plan: Plan, target: Path, limits: Limits) -> bool:
    """Mark the sender's own workbook where possible, else write its text to a new one; return whether it worked."""
    with sent.path.open("rb") as file:
        workbook = file.read(4) == _ZIP
    if workbook and mark_in_subprocess(sent.path, plan, target, limits):
        return True
    from pipelines.intake.receipt.workbook.rebuilt_copy import rebuild

    try:
        rebuild([(x.sheet.name, x.sheet.rows, x.header_row) for x in sent.layouts], plan, target)
    except Exception as problem:
        # The page has everything that the workbook has, so the receipt does not fail. The message may hold cell
        # values.
        log.warning("En fil kunne ikke markeres: %s", type(problem).__name__)
        return False
    return True
