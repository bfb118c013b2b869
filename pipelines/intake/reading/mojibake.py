"""Repair letters that were written in one encoding and read in another before the file was sent."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

from pipelines.intake.reading.column_rows import ColumnRows
from pipelines.intake.reading.sheet import Note, Sheet

_LETTERS = "æøåÆØÅéÉèüÜöÖäÄ–’“”"
_MISREAD_AS = ("cp1252", "latin-1", "cp850", "mac_roman")


def _pairs() -> dict[str, str]:
    """Map what each letter looks like, misread once or twice in one of the other encodings, to the letter."""
    found: dict[str, str] = {}
    for letter, codec in product(_LETTERS, _MISREAD_AS):
        seen = letter
        for _ in range(2):
            stored = seen.encode()
            seen = stored.decode(codec, errors="ignore")
            if len(seen) != len(stored):
                break
            found.setdefault(seen, letter)
    return found


_REPAIR = _pairs()
_MISREAD = re.compile("|".join(map(re.escape, sorted(_REPAIR, key=len, reverse=True))))


def repair(sheet: Sheet) -> Sheet:
    """Return the sheet with its letters repaired, and a note of the number of repaired cells."""
    if isinstance(sheet.rows, ColumnRows):
        columns = [(set(_repair(texts)), which) for texts, which in sheet.rows.columns]
        repaired = sum(at in places for places, which in columns if places for at in which)
    else:
        repaired = sum(len(_repair(row)) for row in sheet.rows if not all(map(str.isascii, row)))
    notes = [Note("mojibake", times=repaired)] if repaired else []
    return replace(sheet, notes=sheet.notes + notes)


def _repair(cells: list[str]) -> list[int]:
    """Repair the letters of some cells; return the places of those that had to be."""
    repaired = []
    for place, cell in enumerate(cells):
        if not cell.isascii() and (fixed := repair_text(cell)) != cell:
            cells[place] = fixed
            repaired.append(place)
    return repaired


def repair_text(text: str) -> str:
    """Repair a text: `SÃ¸ren` is Søren, and so is `SÃƒÂ¸ren`, which was misread twice."""
    return _MISREAD.sub(_letter, text)


def _letter(found: re.Match[str]) -> str:
    return _REPAIR[found[0]]
