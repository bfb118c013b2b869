"""Open zip files and unpack their members safely."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from pipelines.intake.reading.sheet import Unreadable

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
    try:
        return archive.read(member)
    except RecursionError:
        raise
    except _BROKEN as problem:
        locked = isinstance(problem, RuntimeError) and "password" in str(problem)
        raise Unreadable("protected" if locked else "broken_workbook") from None
