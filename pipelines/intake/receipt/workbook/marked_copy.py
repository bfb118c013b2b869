"""Mark a copy of an Excel workbook; whatever openpyxl preserves of it is unchanged."""

from __future__ import annotations

import json
import re
import resource
import signal
import sys
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.intake.receipt.workbook.cell_style import cells_of, disarm, mark, unmark
from pipelines.intake.receipt.workbook.front_sheet import add_front, remove_old
from pipelines.intake.receipt.workbook.marking_plan import Plan

_MEMORY = 1_500_000_000
# The receipt's name of a sheet whose own name contains a personal number.
_NUMBERED = re.compile(r"Fane (\d+)")


class NotMarkable(Exception):
    """A sheet named in the plan is not in the workbook that openpyxl reads."""


def mark_copy(original: Path, plan: Plan, target: Path) -> None:
    """Write a marked copy of `original` to `target`. Formulas are replaced by their values."""
    with original.open("rb") as file:
        book = load_workbook(file, data_only=True, keep_links=False, keep_vba=False)
    sheets = {name: _find(book, name) for name in {planned.sheet for planned in plan.marks}}
    remove_old(book)
    _defuse(book)
    for planned in plan.marks:
        mark(sheets[planned.sheet], planned)
    add_front(book, plan, {name: sheet.title for name, sheet in sheets.items()})
    book.save(target)


def _find(book: Workbook, name: str) -> Worksheet:
    if name in book.sheetnames:
        return book[name]
    numbered = _NUMBERED.fullmatch(name)
    if numbered is None or int(numbered[1]) > len(book.sheetnames):
        raise NotMarkable
    return book[book.sheetnames[int(numbered[1]) - 1]]


def _defuse(book: Workbook) -> None:
    """Remove external references, formulas, and the marks of an earlier receipt."""
    for name in [n for n, defined in book.defined_names.items() if re.search(r"[\[|]", defined.value or "")]:
        del book.defined_names[name]
    book._pivots = []
    for sheet in book.worksheets:
        sheet._pivots, sheet._charts, sheet._images = [], [], []
        unmark(sheet)
        for cell in cells_of(sheet):
            disarm(cell)


def main() -> None:
    """Run in a subprocess: the plan is read from standard input.

    The arguments are the original, the target and the seconds of processor time.
    """
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    original, target = map(Path, sys.argv[1:3])
    signal.setitimer(signal.ITIMER_PROF, float(sys.argv[3]))
    mark_copy(original, Plan.from_json(json.load(sys.stdin)), target)


if __name__ == "__main__":
    main()
