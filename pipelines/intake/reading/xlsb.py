"""Read the cell flags of a binary .xlsb workbook: errors, hidden rows and columns."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator

from pipelines.intake.reading.cell_flags import CellFlags
from pipelines.intake.reading.ooxml_parts import part_of, targets
from pipelines.intake.values.excel_errors import UNNAMED, danish_error

_ROW, _ERRORS, _COLUMNS, _SHEET = 0, (3, 11), 60, 156
_NAMES = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_MOST_COLUMNS = 16_384


def cell_flags_of(archive: zipfile.ZipFile) -> dict[str, CellFlags]:
    """Return the flags of each sheet by its name. A sheet that cannot be found or parsed has none."""
    places = targets(archive, "xl/_rels/workbook.bin.rels")
    found = {}
    for kind, data in _records(part_of(archive, "xl/workbook.bin")):
        if kind == _SHEET:
            part, name = _texts(data[8:])
            found[name] = _flags(part_of(archive, places.get(part, "")))
    return found


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each record's kind and content, up to the end or to where the part is broken."""
    place = 0
    while place < len(data):
        kind, place = _number(data, place, 2)
        size, place = _number(data, place, 4)
        yield kind, data[place : place + size]
        place += size


def _number(data: bytes, place: int, most: int) -> tuple[int, int]:
    """Return a number stored in groups of seven bits, and the place after it."""
    number = 0
    for group in range(most):
        byte = data[place] if place < len(data) else 0
        number, place = number | (byte & 0x7F) << 7 * group, place + 1
        if byte < 0x80:
            break
    return number, place


def _texts(data: bytes) -> tuple[str, str]:
    """Return two consecutive texts, each stored after its length."""
    found, place = [], 0
    for _ in range(2):
        length = 2 * int.from_bytes(data[place : place + 4], "little")
        found.append(data[place + 4 : place + 4 + length].decode("utf-16-le", errors="replace"))
        place += 4 + length
    return found[0], found[1]


def _flags(sheet: bytes) -> CellFlags:
    flags, row = CellFlags(), -1
    try:
        for kind, data in _records(sheet):
            if kind == _ROW:
                row = int(struct.unpack_from("<I", data)[0])
                if data[11] & 0x10:
                    flags.hidden_rows.add(row)
            elif kind in _ERRORS:
                name = danish_error(_NAMES.get(data[8], UNNAMED))
                flags.texts[row, struct.unpack_from("<I", data)[0]] = name
            elif kind == _COLUMNS and data[16] & 1:
                first, last = struct.unpack_from("<II", data)
                flags.hidden_columns.update(range(first, min(last + 1, _MOST_COLUMNS)))
    except (struct.error, IndexError):
        return flags
    return flags
