"""Prove that whole lines of text are regular, so that they can be parsed without heuristics.

Regular: strict UTF-8 with no other letters than the Danish ones, no quotes or control characters, one kind of line
end, and every line as wide as the header. Every parser gives the same result on such text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

Letters = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]

# Lines that may be non-data rows are examined one by one; more of them than this are too many.
_MAX_SUSPECTS = 20_000
_ORDINARY = bytes(byte for byte in range(0x20, 0x7F) if byte != ord('"'))
_BEYOND_ASCII = bytes(range(0x80, 0x100))
_LETTERS = set("æøåÆØÅéÉäÄöÖüÜ")
_DIGIT = np.isin(np.arange(256), list(b"0123456789"))
# The first letters of totals and footnotes (non_data_rows.py), and of lines whose first cell is empty.
_MAY_BE_NON_DATA = b"iItTsShHkKaAnN* "


class Irregular(Exception):
    """The file is not regular and must be read by the general reader. Not an error."""


@dataclass
class Block:
    """Some whole lines.

    `first` is the row number of the first line, counted from 0. `suspects` are lines that may be non-data rows, with
    the row number as the sender counts; `needs_cleaning` where a space is not single between words, or a cell may
    have a mark of text.
    """

    data: bytes
    delimiter: str
    first: int
    lines: int
    suspects: list[tuple[int, list[str]]]
    needs_cleaning: bool

    def cells(self, places: list[int]) -> pl.DataFrame:
        """Return some columns, counted from 0 and named so; an empty cell is null."""
        if not self.lines:
            return pl.DataFrame(schema=dict.fromkeys(map(str, places), pl.String))
        cells = pl.read_csv(
            self.data,
            separator=self.delimiter,
            has_header=False,
            infer_schema=False,
            quote_char=None,
            columns=places,
        )
        cells.columns = [str(place) for place in places]
        if len(cells) != self.lines:
            raise Irregular
        return cells

    def below_header(self) -> Block:
        """Return the block without its first line."""
        header = self.data.index(b"\n") + 1
        suspects = [(number, cells) for number, cells in self.suspects if number > self.first + 1]
        return replace(
            self, data=self.data[header:], first=self.first + 1, lines=self.lines - 1, suspects=suspects
        )


def prove(data: bytes, delimiter: str, width: int, person: int, above: int) -> tuple[Block, Places]:
    """Return whole lines as a block, and the offset of each. Raises Irregular.

    `width` is the number of cells in a line, `person` the column of the personal number, `above` the number of lines
    before.
    """
    check_letters(data, delimiter)
    letters = np.frombuffer(data, dtype=np.uint8)
    ends, delimiters = (np.flatnonzero(letters == ord(letter)) for letter in ("\n", delimiter))
    starts = np.concatenate([[0], ends[:-1] + 1])
    returns = letters[ends - 1] == ord("\r")
    if len(delimiters) != (width - 1) * len(ends) or returns.any() != returns.all():
        raise Irregular
    grid = delimiters.reshape(-1, width - 1)
    if (grid[:, 0] < starts).any() or (grid[:, -1] > ends).any():
        raise Irregular
    suspects = []
    for line in _suspects(letters, delimiter, starts, grid[:, person - 1] + 1 if person else starts):
        cells = data[starts[line] : ends[line]].decode().rstrip("\r").split(delimiter)
        suspects.append((above + 1 + line, cells))
    unclean = b"'" in data or _has_odd_spaces(data, letters, delimiter)
    return Block(data, delimiter, above, len(ends), suspects, unclean), starts


def _suspects(letters: Letters, delimiter: str, starts: Places, persons: Places) -> list[int]:
    """Return the lines that may be a total, footnote, header or empty, by the first letters of two cells."""
    doubtful = np.isin(np.arange(256), list(_MAY_BE_NON_DATA + delimiter.encode()))
    found: list[int] = np.flatnonzero(doubtful[letters[starts]] | ~_DIGIT[letters[persons]]).tolist()
    if len(found) > _MAX_SUSPECTS:
        raise Irregular
    return found


def _has_odd_spaces(data: bytes, letters: Letters, delimiter: str) -> bool:
    if b" " not in data:
        return False
    spaces = np.flatnonzero(letters == ord(" "))
    beside = np.concatenate([letters[spaces - 1], letters[spaces + 1]])
    return bool(letters[0] == ord(" ") or np.isin(beside, list(b" \r\n" + delimiter.encode())).any())


def check_letters(data: bytes, delimiter: str) -> None:
    """Raise Irregular where there is anything but ordinary letters, the delimiter and one kind of line end."""
    left = data.translate(None, _ORDINARY)
    if not left.isascii():
        _check_danish(data, left)
        left = left.translate(None, _BEYOND_ASCII)
    ends = left.replace(b"\t", b"") if delimiter == "\t" else left
    lines = ends.count(b"\n")
    if ends not in (b"\n" * lines, b"\r\n" * lines):
        raise Irregular


def _check_danish(data: bytes, left: bytes) -> None:
    try:
        data.decode()
        foreign = set(left.translate(None, b"\r\n\t").decode()) - _LETTERS
    except UnicodeDecodeError:
        raise Irregular from None
    if foreign:
        raise Irregular
