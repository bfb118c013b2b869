"""Official tables with periods or places as columns: the StatBank's Excel and .px, pivots, VIVE's key figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipelines.intake.official.cells import (
    Cell,
    OfficialTable,
    is_period,
    is_place,
    is_total,
    names,
    place_headers,
    same,
)
from pipelines.intake.reading.sheet import Sheet
from schemas.benchmark_sources import benchmark_sources
from schemas.code_lists import code_list
from schemas.folding import fold

_FIRST_ROWS = 15
_UNIT = re.compile(r"^(?:enhed|units?)\s*:\s*(.*)$", re.IGNORECASE)
_RETRIEVED = re.compile(r"^hentet\s*:\s*(\d{2}-\d{2}-\d{4})$", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:20\d\d/(?:20)?\d\d|20\d\d)(?!\d)")
_TABLE = re.compile(r"[A-Z]+\d+[A-Z]*")


def pivot(sheet: Sheet, start: int = 0) -> OfficialTable | None:
    """Return the table of a sheet, from a row on, whose header has periods or places side by side; None where there is
    none."""
    for number in range(start, min(start + _FIRST_ROWS, len(sheet.rows))):
        row = sheet.rows[number]
        if periods := _periods(row):
            return _table(sheet, start, number, periods, by_period=True)
        if places := _places(row):
            return _table(sheet, start, number, places, by_period=False)
    return None


def _periods(row: Sequence[str]) -> list[int]:
    """Return the columns of a header row that are periods; none where another header stands among them."""
    periods = [at for at, cell in enumerate(row) if at and cell.strip() and is_period(cell)]
    if periods and all(not cell.strip() or is_period(cell) for cell in row[periods[0] :]):
        return periods
    return []


def _places(row: Sequence[str]) -> list[int]:
    """Return the columns of a header row that are places; none where there are fewer than two, or none by a name that
    only a column has: a row of another list may have the municipality in two cells."""
    places = [at for at, cell in enumerate(row) if at and _place_of_column(cell)]
    columns = set(map(fold, benchmark_sources().words.place_columns))
    return places if len(places) > 1 and any(fold(row[at]) in columns for at in places) else []


def _place_of_column(header: str) -> str:
    """Return the place that a column's header names; empty where it is none."""
    codes = code_list("geographies")
    group = {fold(name): group for name, group in benchmark_sources().words.place_columns.items()}.get(
        fold(header)
    )
    return next(iter(codes.in_group(group)), "") if group else codes.find(header) or ""


def _year_above(texts: Iterable[str]) -> str:
    found = {match for text in texts for match in _YEAR.findall(text)}
    return found.pop() if len(found) == 1 else ""


def _table(sheet: Sheet, start: int, number: int, columns: list[int], by_period: bool) -> OfficialTable:
    width, header = columns[0], sheet.rows[number]
    above = [cell.strip() for row in sheet.rows[start:number] for cell in row if cell.strip()]
    unit = next((found[1] for cell in above if (found := _UNIT.match(cell))), "")
    retrieved = next((found[1] for cell in above if (found := _RETRIEVED.match(cell))), "")
    is_statbank = unit or _TABLE.fullmatch(sheet.name)
    name = sheet.name or (above[0] if above else "")
    stubs, year = _stub_names(header[:width], above), "" if by_period else _year_above(above)
    shared_measure = _measure_in([*header[:width], *above]) or unit or name
    filters = dict(_filters(sheet.rows[start:number]))
    end = _end(sheet, number, width)
    rows = list(_filled_down(sheet, number, end, width))
    at_place = _place_column(stubs, [row for _, row in rows]) if by_period else None
    cells = []
    for at, row in rows:
        labels = dict(zip(stubs, row[:width], strict=False))
        for column in (column for column in columns if column < len(row) and row[column].strip()):
            heading = header[column].strip()
            place = row[at_place] if at_place is not None else _place_of_column(heading)
            measure = shared_measure if by_period else next(reversed(labels.values()), "")
            known = {stubs[at_place]} if at_place is not None else {stubs[-1]} if stubs else set[str]()
            groups = {fold(stub): text for stub, text in labels.items() if stub not in known}
            groups = {stub: text for stub, text in groups.items() if not same(text, shared_measure)}
            cells.append(
                Cell(at, measure, row[column], place, heading if by_period else year, {**filters, **groups})
            )
    source = "Danmarks Statistik" if is_statbank else "Uddannelsesstatistik.dk"
    return OfficialTable(source, name, cells, end, unit, retrieved, by_period or bool(year))


def _end(sheet: Sheet, number: int, width: int) -> int:
    """Return the row after the last one of the table that begins with a header row: the next has a header of its own,
    whose stub is empty or the same."""
    header, last = sheet.rows[number], number
    for at in range(number + 1, len(sheet.rows)):
        row = sheet.rows[at]
        is_repeated = _periods(row)[:1] == [width] and _periods(header)[:1] == [width]
        if is_repeated and (not any(cell.strip() for cell in row[:width]) or row[:width] == header[:width]):
            return last + 1
        if any(cell.strip() for cell in row[width:]):
            last = at
    return len(sheet.rows)


def _stub_names(header: list[str], above: list[str]) -> list[str]:
    """Return the names of the stub columns: those of the header, or of the title `Folketal efter område og tid`."""
    title = next((cell.partition(" efter ")[2] for cell in above if " efter " in cell), "")
    named = [part.strip() for part in re.split(r",| og ", title) if part.strip() and fold(part) != "tid"]
    return [cell.strip() or (named[at] if at < len(named) else f"{at}") for at, cell in enumerate(header)]


def _place_column(stubs: list[str], rows: list[list[str]]) -> int | None:
    """Return the stub column of places: the one that is called so, or has places other than totals; None where there
    are none, or several."""
    words = place_headers()
    if named := [at for at, stub in enumerate(stubs) if names(stub, words)]:
        return named[0]
    with_places = [
        at
        for at in range(len(stubs))
        if any(is_place(text) and not is_total(text) for text in {row[at] for row in rows})
    ]
    return with_places[0] if len(with_places) == 1 else None


def _measure_in(texts: list[str]) -> str:
    """Return the measure of one of our tables that is named above the numbers; empty where none is."""
    sources = benchmark_sources()
    known = [*(table.value for table in sources.tables), *(measure.value for measure in sources.not_ours)]
    return next((text for text in texts if any(same(text, value) for value in known)), "")


def _filters(above: Iterable[list[str]]) -> Iterator[tuple[str, str]]:
    """Yield the filters that stand above a pivot: a column and the group that is shown of it."""
    for row in above:
        filled = [cell.strip() for cell in row if cell.strip()]
        if len(filled) == 2 and not _UNIT.match(filled[0]) and not filled[0].endswith(":"):
            yield fold(filled[0]), filled[1]


def _filled_down(sheet: Sheet, number: int, end: int, width: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows below the header with each label written once repeated; footnotes have no number."""
    last = [""] * width
    for at in range(number + 1, end):
        row = sheet.rows[at]
        if any(cell.strip() for cell in row[width:]):
            changed = next((place for place, cell in enumerate(row[:width]) if cell.strip()), width)
            last = [
                cell.strip() or (last[place] if place < changed else "")
                for place, cell in enumerate(row[:width])
            ]
            last += [""] * (width - len(last))
            yield at, [*last, *row[width:]]
