"""The kinds of files by their first bytes. Imports no parser: what is known to be regular text is read without one."""

from __future__ import annotations

import re

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# OLE, the container of Excel 97-2003, and the bare streams of earlier versions.
OLDER_EXCEL = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
)
_NOT_TABLES = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"{\\rtf", b"\x1f\x8b", b"Rar!",
    b"7z\xbc\xaf", b"SQLite format 3", b"PAR1", b"bplist", b"MZ\x90\x00", b"\x7fELF", b"%!PS",
)  # fmt: skip
SYLK = b"ID;P"
_DIF = re.compile(rb"TABLE\r?\n\d+,\d+\r?\n")


def is_no_table(data: bytes) -> bool:
    """Say whether a file is of a format without tables: a picture, a program, an archive that is not read."""
    return data.startswith(_NOT_TABLES) or b"ftyp" in data[4:12]


def is_dif(data: bytes) -> bool:
    """Say whether a file is in the format DIF."""
    return _DIF.match(data) is not None


def is_plain_text(beginning: bytes) -> bool:
    """Say whether a file with this beginning is delimited text rather than anything another reader handles."""
    binary = beginning.startswith((*ZIP, *OLDER_EXCEL)) or is_no_table(beginning)
    other = binary or beginning.startswith(SYLK) or is_dif(beginning)
    return not other and not beginning.lstrip().startswith(b"<")
