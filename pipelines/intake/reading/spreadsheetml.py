"""Read Excel's XML format of 2003, which is often named .xls."""

from __future__ import annotations

from xml.parsers import expat

from pipelines.intake.reading.cell_text import number_text, percent_text
from pipelines.intake.reading.grid import Grid
from pipelines.intake.reading.sheet import Reading, Unreadable
from pipelines.intake.reading.xml_parser import Attributes, parse
from pipelines.intake.values.excel_errors import danish_error
from pipelines.settings import Limits

MARK = b"urn:schemas-microsoft-com:office:spreadsheet"


def read(data: bytes, limits: Limits) -> Reading:
    """Read every worksheet. Raises Unreadable for broken and oversized files."""
    reader = _Reader(limits)
    try:
        parse(data, reader.start, reader.end, reader.text)
    except (expat.ExpatError, ValueError, LookupError):
        raise Unreadable("broken_workbook") from None
    if not reader.grids:
        raise Unreadable("not_a_table")
    return Reading([grid.sheet() for grid in reader.grids], "Excel-fil (XML)")


class _Reader:
    """The parser's state. Rows, columns and cells follow one another unless they carry an index."""

    def __init__(self, limits: Limits) -> None:
        self.grids: list[Grid] = []
        self._limits = limits
        self._percent: set[str] = set()
        self._style = ""
        self._row = self._column = self._defined = -1
        self._cell: Attributes = {}
        self._type = ""
        self._text: list[str] | None = None
        self._in_comment = self._raised = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Handle the start of an element."""
        if name == "Style":
            self._style = attributes.get("ID", "")
        elif name == "NumberFormat" and _is_percent(attributes.get("Format", "")):
            self._percent.add(self._style)
        elif name == "Worksheet":
            self.grids.append(Grid(self._limits, attributes.get("Name", "")))
            self._row = self._defined = -1
        elif self.grids:
            self._start_in_sheet(name, attributes)

    def _start_in_sheet(self, name: str, attributes: Attributes) -> None:
        flags = self.grids[-1].flags
        if name == "Column":
            first = _index(attributes, self._defined)
            self._defined = first + _count(attributes, "Span")
            if attributes.get("Hidden") == "1":
                flags.hidden_columns.update(range(first, min(self._defined + 1, 16_384)))
        elif name == "Row":
            first = _index(attributes, self._row)
            self._row, self._column = first + _count(attributes, "Span"), -1
            if attributes.get("Hidden") == "1":
                flags.hidden_rows.update(range(first, min(self._row + 1, first + 1_048_576)))
        elif name == "Cell":
            self._column, self._cell = _index(attributes, self._column), attributes
        elif name == "Comment":
            # A comment's text is data too, of no cell.
            self._in_comment = True
        elif name == "Data" and not self._in_comment:
            self._type, self._text = attributes.get("Type", ""), []
        elif name == "Sup":
            self._raised = True
        elif name == "Visible":
            self._text = []

    def text(self, text: str) -> None:
        """Handle text between elements."""
        if self._text and self._raised:
            self.grids[-1].flags.marked.append((max(self._row, 0), max(self._column, 0)))
        elif self._text is not None:
            self._text.append(text)

    def end(self, name: str) -> None:
        """Handle the end of an element."""
        self._in_comment = self._in_comment and name != "Comment"
        self._raised = self._raised and name != "Sup"
        if self._text is None or name not in ("Data", "Visible"):
            if name == "Cell":
                self._end_cell()
            return
        text, self._text = "".join(self._text), None
        if name == "Visible":
            self.grids[-1].hidden = text.startswith("SheetHidden") or text.startswith("SheetVeryHidden")
        else:
            percent = self._cell.get("StyleID") in self._percent
            self.grids[-1].put(max(self._row, 0), max(self._column, 0), _value(text, self._type, percent))

    def _end_cell(self) -> None:
        down, across = (_count(self._cell, name) for name in ("MergeDown", "MergeAcross"))
        self.grids[-1].merge(max(self._row, 0), max(self._column, 0), 1 + down, 1 + across)
        self._column += across


def _is_percent(shown_as: str) -> bool:
    return shown_as == "Percent" or "%" in shown_as


def _index(attributes: Attributes, last: int) -> int:
    """Return a place counted from 0: the given index, else the next one."""
    return max(_count(attributes, "Index") - 1, 0) if "Index" in attributes else last + 1


def _count(attributes: Attributes, name: str) -> int:
    text = attributes.get(name, "0")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _value(text: str, kind: str, percent: bool) -> str:
    if kind == "Error":
        return danish_error(text)
    if kind == "Boolean":
        return "SAND" if text.strip() == "1" else "FALSK"
    if kind == "DateTime":
        return text.strip().removesuffix(".000").replace("T00:00:00", "").replace("T", " ")
    if kind == "Number":
        try:
            return percent_text(float(text)) if percent else number_text(float(text))
        except (ValueError, OverflowError):
            return text
    return text
