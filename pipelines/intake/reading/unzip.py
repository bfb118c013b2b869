"""Take one file out of a zip that may be anything but one."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from pipelines.intake.reading.sheet import Unreadable

# Whatever zipfile raises on a zip that is broken or made by a program unknown to it.
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
    """Return a member's bytes, never more than the directory says. Raises Unreadable."""
    try:
        return archive.read(member)
    except RecursionError:
        raise
    except _BROKEN as problem:
        locked = isinstance(problem, RuntimeError) and "password" in str(problem)
        raise Unreadable("protected" if locked else "broken_workbook") from None
