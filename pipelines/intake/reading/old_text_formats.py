"""Read SYLK (.slk) and DIF, the text formats of old spreadsheets."""

from __future__ import annotations

import csv
import re
from contextlib import suppress

from pipelines.intake.reading.cell_text import number_text
from pipelines.intake.reading.encoding import decode
from pipelines.intake.reading.grid import Grid
from pipelines.intake.reading.sheet import Reading
from pipelines.intake.values.excel_errors import danish_error
from pipelines.settings import Limits

# A semicolon that separates the fields of a record; a doubled one stands for itself.
_SEPARATOR = re.compile(r"(?<!;);(?!;)")
_WORDS = {"TRUE": "SAND", "FALSE": "FALSK"}


def read_sylk(data: bytes, limits: Limits) -> Reading:
    """Read the cells of a SYLK file. Raises Unreadable beyond the limits."""
    grid, row, column = Grid(limits), 0, 0
    for line in decode(data)[0].splitlines():
        kind, *fields = _SEPARATOR.split(line)
        places = {field[:1]: field[1:] for field in fields}
        row, column = _place(places.get("Y"), row), _place(places.get("X"), column)
        if kind == "C" and "K" in places:
            grid.put(row, column, _value(places["K"].replace(";;", ";")))
    return Reading([grid.sheet()], "regneark (SYLK)")


def read_dif(data: bytes, limits: Limits) -> Reading:
    """Read the cells of a DIF file: each is two lines, its type and number, then its text. Raises Unreadable."""
    grid, row, column = Grid(limits), -1, 0
    lines = decode(data)[0].splitlines()
    cells = lines[lines.index("DATA") + 3 :] if "DATA" in lines else []
    for first, second in zip(cells[::2], cells[1::2], strict=False):
        kind, _, number = first.partition(",")
        if kind == "-1":
            row, column = row + 1, 0
            continue
        text = next(csv.reader([second]), [""])[0] if kind == "1" else _value(number)
        grid.put(max(row, 0), column, text if second != "NA" else danish_error("#N/A"))
        column += 1
    return Reading([grid.sheet()], "regneark (DIF)")


def _place(text: str | None, last: int) -> int:
    return int(text) - 1 if text and text.isdecimal() and 0 < int(text) < 10**8 else last


def _value(text: str) -> str:
    if text.startswith('"'):
        return text[1:].removesuffix('"')
    if text.startswith("#"):
        return danish_error(text)
    with suppress(ValueError, OverflowError):
        return number_text(float(text))
    return _WORDS.get(text, text)
