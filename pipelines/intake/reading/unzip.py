"""Open zip files and unpack their members safely."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial

from pipelines.intake.reading.sheet import Unreadable

_PIECE = 1 << 18
# The exceptions of zipfile on a broken zip or one from an unknown program.
_BROKEN = (
    zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, RuntimeError, KeyError,
    zlib.error, struct.error,
)  # fmt: skip


def opened(data: bytes) -> tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]:
    """Open a zip and list its members. Raises Unreadable."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        return archive, archive.infolist()
    except _BROKEN:
        raise Unreadable("broken_workbook") from None


def unpacked(archive: zipfile.ZipFile, member: str | zipfile.ZipInfo) -> bytes:
    """Return a member's bytes, never more than the zip's directory says. Raises Unreadable."""
    return b"".join(pieces(archive, member))


def pieces(archive: zipfile.ZipFile, member: str | zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a member's bytes a piece at a time, never more than the zip's directory says. Raises Unreadable."""
    try:
        with archive.open(member) as file:
            yield from iter(partial(file.read, _PIECE), b"")
    except RecursionError:
        raise
    except _BROKEN as problem:
        locked = isinstance(problem, RuntimeError) and "password" in str(problem)
        raise Unreadable("protected" if locked else "broken_workbook") from None
