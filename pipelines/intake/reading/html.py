"""Read the tables of an HTML page, which many systems save with the file name of an Excel workbook."""

from __future__ import annotations

from html.parser import HTMLParser

from pipelines.intake.reading.grid import Grid
from pipelines.intake.reading.sheet import Reading, Unreadable
from pipelines.settings import Limits

_BREAKS = ("br", "p", "div", "li")
_SILENT = ("script", "style", "title", "head")


def read(text: str, limits: Limits) -> Reading:
    """Read every table that has a filled cell as a sheet. Raises Unreadable where there is none."""
    page = _Page(limits)
    page.feed(text)
    page.close()
    page.finish()
    sheets = [grid.sheet() for grid in page.grids if grid.cells]
    if not sheets:
        raise Unreadable("not_a_table")
    return Reading(sheets, "webside (HTML)")


class _Page(HTMLParser):
    """The parser's state. A table inside a cell is read as a table of its own."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.grids: list[Grid] = []
        self._limits = limits
        self._open: list[_Table] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Handle an opening tag."""
        attributes = {name: value or "" for name, value in attrs}
        if tag == "table":
            grid = Grid(self._limits, f"Tabel {len(self.grids) + 1}")
            self.grids.append(grid)
            self._open.append(_Table(grid))
        elif tag in _SILENT:
            self._silent += 1
        elif self._open and tag == "tr":
            self._open[-1].start_row(attributes)
        elif self._open and tag in ("td", "th"):
            self._open[-1].start_cell(attributes)
        elif self._open and tag == "sup":
            self._open[-1].raised = True
        elif self._open and tag in _BREAKS:
            self._open[-1].add(" ")

    def handle_endtag(self, tag: str) -> None:
        """Handle a closing tag."""
        if tag == "table" and self._open:
            self._open.pop().end_cell()
        elif tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif self._open and tag == "sup":
            self._open[-1].raised = False
        elif self._open and tag in ("td", "th", "tr"):
            self._open[-1].end_cell()

    def handle_data(self, data: str) -> None:
        """Handle text."""
        if self._open and not self._silent:
            self._open[-1].add(data)

    def finish(self) -> None:
        """Close tables that the page left open."""
        while self._open:
            self._open.pop().end_cell()


class _Table:
    """A table that is being read. Cells with a row span push later rows' cells to the right."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._row, self._column = -1, 0
        self._occupied: dict[int, int] = {}
        self._text: list[str] | None = None
        self._spans = (1, 1)
        self.raised = self._marked = False

    def start_row(self, attributes: dict[str, str]) -> None:
        """Start a row."""
        self.end_cell()
        self._row, self._column = self._row + 1, 0
        if _is_hidden(attributes):
            self._grid.flags.hidden_rows.add(self._row)

    def start_cell(self, attributes: dict[str, str]) -> None:
        """Start a cell at the first free place of its row."""
        self.end_cell()
        self._row = max(self._row, 0)
        while self._occupied.get(self._column, -1) >= self._row:
            self._column += 1
        self._spans = (_span(attributes, "rowspan"), _span(attributes, "colspan"))
        self._text = [] if not _is_hidden(attributes) else None

    def add(self, text: str) -> None:
        """Add text to the open cell. What is raised after other text is a footnote mark."""
        if self.raised and self._text:
            self._marked = self._marked or bool(text.strip())
        elif self._text is not None:
            self._text.append(text)

    def end_cell(self) -> None:
        """Store the open cell, if there is one."""
        if self._text is None:
            return
        rows, columns = self._spans
        self._grid.put(self._row, self._column, " ".join("".join(self._text).split()))
        self._grid.merge(self._row, self._column, rows, columns)
        for column in range(self._column, self._column + columns):
            self._occupied[column] = self._row + rows - 1
        if self._marked:
            self._grid.flags.marked.append((self._row, self._column))
        self._text, self.raised, self._marked = None, False, False


def _is_hidden(attributes: dict[str, str]) -> bool:
    return "display:none" in attributes.get("style", "").replace(" ", "").lower() or "hidden" in attributes


def _span(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "")
    return min(max(int(text), 1), 10_000) if text.isdecimal() and len(text) < 6 else 1
