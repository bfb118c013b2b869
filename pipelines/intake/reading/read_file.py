"""Read a file by its content, never by its name."""

from __future__ import annotations

import re
import stat
from collections.abc import Collection
from dataclasses import replace
from functools import partial
from pathlib import Path

from pipelines.intake.reading import (
    delimited_text,
    file_kinds,
    html,
    old_text_formats,
    opendocument,
    px,
    spreadsheetml,
    zip_file,
)
from pipelines.intake.reading.encoding import decode
from pipelines.intake.reading.mojibake import repair
from pipelines.intake.reading.one_column import split_again
from pipelines.intake.reading.sheet import Reading, Sheet, Unreadable
from pipelines.intake.values.cpr import SHAPE
from pipelines.settings import Limits

_FLAT_DOCUMENT = b"urn:oasis:names:tc:opendocument"
_LONGEST_NAME = 60
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def read_file(path: Path, headers: Collection[str], limits: Limits) -> Reading:
    """Read every sheet of a file. `headers` are the folded headers of all feeds.

    Raises reading.sheet.Unreadable with the code of the problem.
    """
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        raise Unreadable("not_a_table")
    if found.st_size == 0:
        raise Unreadable("empty_file")
    if found.st_size > limits.file_bytes:
        raise Unreadable("file_too_large")
    reading = _read(path.read_bytes(), headers, limits)
    if len(reading.sheets) > limits.sheets:
        raise Unreadable("too_many_sheets")
    split = [split_again(sheet, headers, limits) for sheet in reading.sheets]
    if any(_longest_cell(sheet) > limits.cell_characters for sheet in split):
        raise Unreadable("cell_too_long")
    return _finish(replace(reading, sheets=split))


def _longest_cell(sheet: Sheet) -> int:
    return max(map(len, sheet.texts), default=0)


def _read(data: bytes, headers: Collection[str], limits: Limits, inside: bool = False) -> Reading:
    """Read one file; a zip inside a zip is not opened."""
    if data.startswith(file_kinds.ZIP):
        member = None if inside else partial(_read, headers=headers, limits=limits, inside=True)
        return zip_file.read(data, limits, member)
    if data.startswith(file_kinds.OLDER_EXCEL):
        from pipelines.intake.reading import xls

        return xls.read(data, limits)
    if file_kinds.is_no_table(data):
        raise Unreadable("not_a_table")
    if data.startswith(file_kinds.SYLK):
        return old_text_formats.read_sylk(data, limits)
    if file_kinds.is_dif(data):
        return old_text_formats.read_dif(data, limits)
    if px.is_px(data):
        return px.read(data, limits)
    return _read_markup(data, limits) or delimited_text.read_bytes(data, headers, limits)


def _read_markup(data: bytes, limits: Limits) -> Reading | None:
    """Read XML and HTML that hold a table; None for anything else."""
    beginning = (
        data[:8192].replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").lstrip()
    )
    if not beginning.startswith(b"<"):
        return None
    if spreadsheetml.MARK in beginning and b"<html" not in beginning.lower():
        return spreadsheetml.read(data, limits)
    if _FLAT_DOCUMENT in beginning:
        return opendocument.read(data, limits)
    if b"<table" in data[:1_000_000].replace(b"\x00", b"").lower():
        return html.read(decode(data)[0], limits)
    if beginning.startswith(b"<?xml") or b"<html" in beginning.lower():
        raise Unreadable("not_a_table")
    return None


def _finish(reading: Reading) -> Reading:
    """Repair letters, and give every sheet a unique name that may be shown in a receipt."""
    sheets = []
    names: set[str] = set()
    for number, sheet in enumerate(reading.sheets, start=1):
        name = _safe_name(sheet.name, number)
        while name in names:
            name += "*"
        names.add(name)
        sheets.append(repair(replace(sheet, name=name)))
    return replace(reading, sheets=sheets)


def _safe_name(name: str, number: int) -> str:
    """Return a name that may be shown and stored: one that contains a personal number is replaced."""
    shown = _CONTROL.sub("", name)[:_LONGEST_NAME]
    return f"Fane {number}" if SHAPE.search(shown) else shown
