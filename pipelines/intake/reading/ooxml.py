"""Read the cell flags of an .xlsx file from its XML. (calamine returns an error cell as an empty one.)"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from pipelines.intake.reading.cell_flags import CellFlags
from pipelines.intake.reading.cell_text import number_text, percent_text
from pipelines.intake.reading.formulas import Formulas
from pipelines.intake.reading.ooxml_parts import (
    general_styles,
    is_recalculated,
    part_of,
    percent_styles,
    pieces_of,
    sheet_parts,
)
from pipelines.intake.reading.ooxml_strings import SUPERSCRIPT, Runs, strings_with_marks
from pipelines.intake.reading.sheet import place_of
from pipelines.intake.reading.xml_parser import Attributes, parse
from pipelines.intake.values.excel_errors import danish_error

_COLUMN = re.compile(r"[A-Z]{1,3}")
# Most sheets have no flags, and searching the bytes is a hundred times faster than parsing.
_OF_INTEREST = re.compile(
    rb"""\bt=["']e["']|\bhidden=["'](?:1|t)|(?:</(?:\w+:)?f>|<(?:\w+:)?f(?:\s[^<>]*)?/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"""
)
# One of these is in whatever the pattern finds, and in any formula. Each begins with a letter that is rare in a sheet,
# so that most of its bytes are only compared with that one.
_HINTS = tuple(re.compile(hint) for hint in (rb"f[\s/>]", rb"""e["'](?<=["']e["'])""", rb"hidden="))
# Longer than whatever is looked for in a part that is read a piece at a time.
_LONGEST = 64
_CELLS_MAX = 16_384, 1_048_576


@dataclass(frozen=True)
class _Book:
    """What the sheets of a workbook share: the ids of the styles that show a percentage, and of those that show a
    number as it is; strings with footnote marks; whether formulas are to be calculated on opening."""

    percent: set[str]
    general: set[str]
    strings: Mapping[int, str]
    recalculated: bool

    def concerns(self, sheet: bytes) -> bool:
        """Say whether a sheet may have a cell that calamine reads otherwise."""
        hinted = any(hint.search(sheet) for hint in _HINTS)
        return (hinted and _OF_INTEREST.search(sheet) is not None) or self._concerns(sheet, hinted)

    def may_concern(self, pieces: Iterable[bytes]) -> bool:
        """Say whether `concerns` may be true of a sheet, by one piece of it after another."""
        end = b""
        for piece in pieces:
            read = end + piece
            if any(hint.search(read) for hint in _HINTS) or self._concerns(read, hinted=False):
                return True
            end = read[-_LONGEST:]
        return False

    def _concerns(self, sheet: bytes, hinted: bool) -> bool:
        shared = self.strings or SUPERSCRIPT in sheet or (self.recalculated and hinted and b"f>" in sheet)
        return bool(shared) or b"\x00" in sheet[:64] or _uses(sheet, self.percent | self.general)


def cell_flags_of(archive: zipfile.ZipFile) -> dict[str, CellFlags]:
    """Return the flags of each sheet by its name. A sheet that cannot be found or parsed has none."""
    styles = percent_styles(archive), general_styles(archive)
    book = _Book(*styles, strings_with_marks(archive), is_recalculated(archive))
    found = {}
    for name, part in sheet_parts(archive):
        if book.may_concern(pieces_of(archive, part)) and book.concerns(data := part_of(archive, part)):
            found[name] = _Reader(book).read(data)
    return found


def _uses(data: bytes, styles: set[str]) -> bool:
    numbers = "|".join(styles).encode()
    # An attribute whose name only ends in s does no harm: the sheet is then parsed in vain.
    return bool(styles) and re.search(rb"""s=["'](?:%b)["']""" % numbers, data) is not None


class _Reader:
    """One pass over the XML of one sheet."""

    def __init__(self, book: _Book) -> None:
        self._book = book
        self._flags, self._formulas = CellFlags(), Formulas(book.recalculated)
        self._row = self._column = -1
        self._cell: Attributes = {}
        self._formula = self._in_value = False
        self._value, self._runs = "", Runs()

    def read(self, data: bytes) -> CellFlags:
        """Return the flags found up to the end, or up to where the XML is broken."""
        try:
            parse(data, self._start, self._end, self._text)
        except expat.ExpatError:
            return self._flags
        self._flags.uncalculated.extend(self._formulas.uncalculated())
        return self._flags

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            found = _COLUMN.match(attributes.get("r", ""))
            self._column = place_of(found[0]) if found else self._column + 1
            self._cell, self._formula, self._value, self._runs = attributes, False, "", Runs()
        elif name == "row":
            self._row = _number(attributes.get("r"), self._row + 2) - 1
            self._column = -1
            if _hidden(attributes):
                self._flags.hidden_rows.add(self._row)
        elif name == "col" and _hidden(attributes):
            first, last = _number(attributes.get("min"), 1), _number(attributes.get("max"), 1)
            self._flags.hidden_columns.update(range(first - 1, min(last, _CELLS_MAX[0])))
        self._formula = self._formula or name == "f"
        self._in_value = name in ("v", "t")
        self._runs.start(name, attributes)

    def _text(self, text: str) -> None:
        if self._in_value:
            self._value += text
        self._runs.add(text)

    def _end(self, name: str) -> None:
        self._in_value = False
        self._runs.end()
        if name == "c":
            self._end_cell()

    def _end_cell(self) -> None:
        place, kind = (self._row, self._column), self._cell.get("t", "n")
        if kind == "e":
            self._flags.texts[place] = danish_error(self._value)
        elif self._formula:
            self._formulas.add(place, kind, self._value.strip())
        elif kind == "s" and (text := self._book.strings.get(_number(self._value, -1))):
            self._mark(text)
        elif self._runs.has_mark:
            self._mark(self._runs.text)
        elif self._value:
            self._formulas.add_value(place)
        if kind == "n" and self._value and self._cell.get("s") in self._book.percent:
            self._number(percent_text)
        elif kind == "n" and self._value and self._cell.get("s") in self._book.general:
            self._number(number_text)

    def _mark(self, text: str) -> None:
        place = self._row, self._column
        self._flags.texts[place] = text
        self._flags.marked.append(place)

    def _number(self, as_text: Callable[[float], str]) -> None:
        try:
            self._flags.texts[self._row, self._column] = as_text(float(self._value))
        except (ValueError, OverflowError):
            return


def _hidden(attributes: Attributes) -> bool:
    return attributes.get("hidden") in ("1", "true")


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) <= 7 else otherwise
