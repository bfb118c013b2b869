"""Read a file by what it holds, never by what it is called."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from pipelines.intake.reading import text, workbook
from pipelines.intake.reading.sheet import Reading, Unreadable
from pipelines.settings import Limits

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_TABLES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")


def read_file(path: Path, headers: Collection[str], limits: Limits) -> Reading:
    """Read every sheet of a file. `headers` are the folded headers known to any feed.

    Raises reading.sheet.Unreadable with the code of the problem.
    """
    size = path.stat().st_size
    if size == 0:
        raise Unreadable("empty_file")
    if size > limits.file_bytes:
        raise Unreadable("file_too_large")
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(b"PK\x03\x04") or head.startswith(_OLE):
        return workbook.read(path, limits)
    if head.startswith(_NOT_TABLES):
        raise Unreadable("not_a_table")
    return text.read(path, headers, limits)
