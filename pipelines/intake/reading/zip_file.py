"""Read zip files: newer workbooks, OpenDocument, and several tables packed by a partner."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from pipelines.intake.reading import excel_workbook, opendocument
from pipelines.intake.reading.sheet import Note, Reading, Sheet, Unreadable
from pipelines.intake.reading.standard_paths import with_standard_paths
from pipelines.intake.reading.unzip import opened, unpacked
from pipelines.settings import Limits

# Folders and files inside other programs' documents.
_OTHER_DOCUMENTS = (
    "word/",
    "ppt/",
    "visio/",
    "Index/",
    "index.apxl",
    "[Content_Types].xml",
    "AndroidManifest.xml",
)


def read(data: bytes, limits: Limits, read_member: Callable[[bytes], Reading] | None) -> Reading:
    """Read a workbook, or each file in the zip by `read_member`; without it, a zip of files is rejected.

    Raises Unreadable for broken, protected and oversized files, and for other programs' documents.
    """
    archive, members = opened(data)
    _check_size(members, len(data), limits)
    if standard := with_standard_paths(archive):
        return excel_workbook.read(standard[0], limits, standard[1])
    names = {member.filename for member in members}
    if any(name.startswith("xl/workbook") for name in names):
        return excel_workbook.read(data, limits, archive)
    if "content.xml" in names:
        return opendocument.read(_content(archive), limits)
    if any(name.startswith(_OTHER_DOCUMENTS) for name in names) or read_member is None:
        raise Unreadable("not_a_table")
    return _files(archive, read_member, limits)


def _check_size(members: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    """Reject an oversized zip by its own directory, before anything is unpacked."""
    size = sum(member.file_size for member in members)
    if size > limits.unpacked_bytes or size > limits.zip_ratio * packed:
        raise Unreadable("too_large_unpacked")


def _content(archive: zipfile.ZipFile) -> bytes:
    """Return an OpenDocument's content; whether it is encrypted is written in its manifest."""
    manifest = "META-INF/manifest.xml"
    if manifest in archive.namelist() and b"encryption-data" in unpacked(archive, manifest):
        raise Unreadable("protected")
    return unpacked(archive, "content.xml")


def _files(archive: zipfile.ZipFile, read_member: Callable[[bytes], Reading], limits: Limits) -> Reading:
    """Return the sheets of every readable file. If there is none, raise the first file's problem."""
    sheets: list[Sheet] = []
    unreadable: list[str] = []
    wanted = list(_wanted(archive))
    if len(wanted) > limits.sheets:
        raise Unreadable("too_many_sheets")
    for number, member in enumerate(wanted, start=1):
        try:
            found = read_member(unpacked(archive, member)).sheets
        except Unreadable as problem:
            unreadable.append(problem.code)
            continue
        label = PurePosixPath(member.filename).name[:60] or f"Fil {number}"
        sheets += [
            Sheet(f"{label}: {s.name}" if s.name else label, *list(vars(s).values())[1:]) for s in found
        ]
    if not sheets:
        raise Unreadable(unreadable[0] if unreadable else "not_a_table")
    notes = [Note("file_in_zip_unread", times=len(unreadable))] if unreadable else []
    return Reading(sheets, "zip-fil", notes)


def _wanted(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """Yield the files, without those that operating systems add."""
    for member in archive.infolist():
        path = PurePosixPath(member.filename)
        if not member.is_dir() and "__MACOSX" not in path.parts and not path.name.startswith((".", "~$")):
            yield member
