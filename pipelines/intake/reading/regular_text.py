"""Read regular text files a block of lines at a time, without handling single cells.

A file is regular where its header row is its first line, its delimiter is beyond doubt, and every block of it is
proven regular (regular_block.py). No parser can be harmed by such text, so it needs no subprocess. For any other
file `Irregular` is raised, and the general reader reads it.
"""

from __future__ import annotations

import codecs
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import overload

import numpy as np

from pipelines.intake.reading.csv_records import split
from pipelines.intake.reading.delimited_text import delimiter_of, read_as
from pipelines.intake.reading.encoding import decode
from pipelines.intake.reading.file_kinds import is_plain_text
from pipelines.intake.reading.regular_block import Block, Irregular, Places, check_letters, prove
from pipelines.intake.reading.sheet import Unreadable
from pipelines.settings import Limits

# The bytes read at once, some 250,000 lines. A longer line makes the file irregular.
BLOCK_BYTES = 8_000_000
_HEAD_BYTES = 400_000
# The offset of one in so many lines is stored.
_INDEX_STEP = 1024


@dataclass(eq=False)
class RegularText(Sequence[list[str]]):
    """The rows of a regular text file as lists of cells, each read from the file on access.

    The number of rows, and whether the file is regular, is known when all blocks have been read. `person` is the
    column of the personal number.
    """

    path: Path
    delimiter: str
    head: list[list[str]]
    read_as: str
    limits: Limits
    person: int = 0
    _begins: int = 0
    _count: int = 0
    _offset_parts: list[Places] = field(default_factory=list)
    _open: tuple[int, list[list[str]]] = (-1, [])

    def blocks(self) -> Iterator[Block]:
        """Yield the lines below the header row. Raises Irregular, and Unreadable for more rows than the limit."""
        self._count, self._offset_parts, at = 0, [], self._begins
        for data in self._whole_lines():
            block, starts = prove(data, self.delimiter, len(self.head[0]), self.person, self._count)
            if np.diff(starts, append=len(data)).max() > self.limits.cell_characters:
                # It may have a cell that is refused as too long, which the general reader decides.
                raise Irregular
            self._offset_parts.append(at + starts[-self._count % _INDEX_STEP :: _INDEX_STEP])
            self._count, at = self._count + len(starts), at + len(data)
            if self._count > self.limits.rows:
                raise Unreadable("too_many_rows")
            yield block if block.first else block.below_header()

    def _whole_lines(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            file.seek(self._begins)
            rest = b""
            while read := file.read(BLOCK_BYTES):
                data = rest + read
                end = data.rfind(b"\n") + 1
                if not end:
                    raise Irregular
                rest = data[end:]
                yield data[:end]
            if rest:
                yield rest + (b"\r\n" if data[:end].endswith(b"\r\n") else b"\n")

    def __len__(self) -> int:
        return max(self._count, len(self.head))

    @overload
    def __getitem__(self, at: int) -> list[str]: ...
    @overload
    def __getitem__(self, at: slice) -> list[list[str]]: ...
    def __getitem__(self, at: int | slice) -> list[str] | list[list[str]]:
        if isinstance(at, slice):
            return [self[row] for row in range(*at.indices(len(self)))]
        if not 0 <= at < len(self):
            raise IndexError(at)
        if at < len(self.head):
            return self.head[at]
        part, line = divmod(at, _INDEX_STEP)
        if self._open[0] != part:
            self._open = part, self._lines(part)
        return self._open[1][line]

    def _lines(self, part: int) -> list[list[str]]:
        with self.path.open("rb") as file:
            file.seek(int(self._offsets[part]))
            lines = [file.readline() for _ in range(_INDEX_STEP)]
        return [line.decode().rstrip("\r\n").split(self.delimiter) for line in lines]

    @cached_property
    def _offsets(self) -> Places:
        return np.concatenate(self._offset_parts)


def open_regular(path: Path, headers: Collection[str], limits: Limits) -> RegularText:
    """Open a file whose beginning is regular. Raises Irregular."""
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode) or not 0 < found.st_size <= limits.file_bytes:
        raise Irregular
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if len(head) == _HEAD_BYTES:
        head = head[: head.rfind(b"\n") + 1]
    begins = len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0
    return _opened(path, head[begins:], begins, headers, limits)


def _opened(path: Path, head: bytes, begins: int, headers: Collection[str], limits: Limits) -> RegularText:
    check_letters(head.replace(b"\t", b""), ";")
    if not head or not is_plain_text(head):
        raise Irregular
    text, encoding = decode(head)
    delimiter = delimiter_of(text, headers, limits)
    if delimiter is None:
        raise Irregular
    rows = split(text, delimiter, '"')[0]
    if len(rows[0]) > limits.columns:
        raise Irregular
    return RegularText(path, delimiter, rows, read_as(encoding, delimiter), limits, _begins=begins)
