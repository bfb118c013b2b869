"""Read OpenDocument spreadsheets, zipped (.ods) or flat (.fods)."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from pipelines.intake.reading.cell_text import number_text, percent_text
from pipelines.intake.reading.grid import Grid
from pipelines.intake.reading.sheet import Reading, Unreadable
from pipelines.intake.reading.xml_parser import Attributes, parse
from pipelines.intake.values.excel_errors import danish_error
from pipelines.settings import Limits

_NUMBERS: dict[str, Callable[[float], str]] = {
    "float": number_text,
    "currency": number_text,
    "percentage": percent_text,
}


def read(content: bytes, limits: Limits) -> Reading:
    """Read the tables of a document's content.xml. Raises Unreadable for broken and oversized ones."""
    reader = _Reader(limits)
    try:
        parse(content, reader.start, reader.end, reader.text)
    except expat.ExpatError:
        raise Unreadable("broken_workbook") from None
    if not reader.grids:
        raise Unreadable("not_a_table")
    return Reading([grid.sheet() for grid in reader.grids], "OpenDocument-regneark")


class _Reader:
    """The parser's state. A cell or row element may be repeated; only filled ones are expanded."""

    def __init__(self, limits: Limits) -> None:
        self.grids: list[Grid] = []
        self._limits = limits
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._row = self._column = 0
        self._rows = 1
        self._cell: Attributes | None = None
        self._paragraphs: list[str] = []
        self._silent = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Handle the start of an element."""
        if name == "style":
            self._style = attributes.get("name", "")
        elif name == "table-properties" and attributes.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif name == "table":
            hidden = attributes.get("style-name") in self._hidden_styles
            self.grids.append(Grid(self._limits, attributes.get("name", ""), hidden))
            self._row = self._column = 0
        elif self.grids:
            self._start_in_table(name, attributes)

    def _start_in_table(self, name: str, attributes: Attributes) -> None:
        if name == "table-column":
            self._hide(self.grids[-1].flags.hidden_columns, self._column, "columns", attributes)
            self._column += _repeated("columns", attributes)
        elif name == "table-row":
            self._column, self._rows = 0, _repeated("rows", attributes)
            self._hide(self.grids[-1].flags.hidden_rows, self._row, "rows", attributes)
        elif name in ("table-cell", "covered-table-cell"):
            self._cell, self._paragraphs = attributes, []
        elif name == "annotation":
            self._silent += 1
        elif name == "p" and not self._silent:
            self._paragraphs.append("")
        elif name in ("s", "tab", "line-break"):
            self.text(" " * min(int(attributes.get("c", "1") or 1), 100))

    def _hide(self, places: set[int], first: int, what: str, attributes: Attributes) -> None:
        if attributes.get("visibility") in ("collapse", "filter"):
            most = self._limits.columns if what == "columns" else self._limits.rows
            places.update(range(first, min(first + _repeated(what, attributes), most, first + 1_048_576)))

    def text(self, text: str) -> None:
        """Handle text between elements."""
        if self._paragraphs and not self._silent and self._cell is not None:
            self._paragraphs[-1] += text

    def end(self, name: str) -> None:
        """Handle the end of an element."""
        if name == "annotation":
            self._silent -= 1
        elif name in ("table-cell", "covered-table-cell") and self._cell is not None and self.grids:
            self._fill(self._cell, "\n".join(self._paragraphs))
            self._cell = None
        elif name == "table-row":
            self._row += self._rows

    def _fill(self, cell: Attributes, shown: str) -> None:
        text, columns = _value(cell, shown), _repeated("columns", cell)
        if text:
            self._check_limits(columns)
            for row in range(self._row, self._row + self._rows):
                for column in range(self._column, self._column + columns):
                    self.grids[-1].put(row, column, text)
        spans = [_positive(cell.get(f"number-{what}-spanned")) for what in ("rows", "columns")]
        self.grids[-1].merge(self._row, self._column, *spans)
        self._column += columns

    def _check_limits(self, columns: int) -> None:
        if self._column + columns > self._limits.columns:
            raise Unreadable("too_many_columns")
        if self._row + self._rows > self._limits.rows:
            raise Unreadable("too_many_rows")


def _repeated(what: str, attributes: Attributes) -> int:
    return _positive(attributes.get(f"number-{what}-repeated"))


def _positive(text: str | None) -> int:
    return max(int(text), 1) if text and text.isdecimal() and len(text) < 10 else 1


def _value(cell: Attributes, shown: str) -> str:
    """Return a cell's value by its type; the shown text may be rounded."""
    kind = cell.get("value-type", "")
    if kind == "error" or (shown.startswith(("#", "Err:", "Fejl:")) and cell.get("formula")):
        return danish_error(shown)
    if kind in _NUMBERS:
        try:
            return _NUMBERS[kind](float(cell["value"]))
        except (KeyError, ValueError, OverflowError):
            return shown
    if kind == "date":
        return cell.get("date-value", shown).replace("T00:00:00", "").replace("T", " ")
    if kind == "boolean":
        return {"true": "SAND", "false": "FALSK"}.get(cell.get("boolean-value", ""), shown)
    return shown
