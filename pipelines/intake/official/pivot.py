"""Official tables with periods or places as columns: the StatBank's Excel and .px, pivots, VIVE's key figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipelines.intake.official.cells import Cell, OfficialTable, is_period, is_place, names, same
from pipelines.intake.reading.sheet import Sheet
from schemas.benchmark_sources import benchmark_sources
from schemas.code_lists import code_list
from schemas.folding import fold

_FIRST_ROWS = 15
_UNIT = re.compile(r"^(?:enhed|units?)\s*:\s*(.*)$", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:20\d\d/(?:20)?\d\d|20\d\d)(?!\d)")


def pivot(sheet: Sheet) -> OfficialTable | None:
    """Return the table of a sheet whose header has periods or places side by side; None for any other sheet."""
    for number, row in enumerate(sheet.rows[:_FIRST_ROWS]):
        periods = [at for at, cell in enumerate(row) if at and cell.strip() and is_period(cell)]
        places = [at for at, cell in enumerate(row) if at and _place_of_column(cell)]
        if periods and not any(
            cell.strip() for cell in row[periods[0] :] if cell.strip() and not is_period(cell)
        ):
            return _table(sheet, number, periods, by_period=True)
        if len(places) > 1 and (year := _year_above(sheet, number)):
            return _table(sheet, number, places, by_period=False, year=year)
    return None


def _place_of_column(header: str) -> str:
    """Return the place that a column's header names; empty where it is none."""
    codes = code_list("geographies")
    group = {fold(name): group for name, group in benchmark_sources().words.place_columns.items()}.get(
        fold(header)
    )
    return next(iter(codes.in_group(group)), "") if group else codes.find(header) or ""


def _year_above(sheet: Sheet, number: int) -> str:
    found = {match for row in sheet.rows[:number] for cell in row for match in _YEAR.findall(cell)}
    return found.pop() if len(found) == 1 else ""


def _table(sheet: Sheet, number: int, columns: list[int], by_period: bool, year: str = "") -> OfficialTable:
    above = [cell.strip() for row in sheet.rows[:number] for cell in row if cell.strip()]
    unit = next((found[1] for cell in above if (found := _UNIT.match(cell))), "")
    source = (
        "Danmarks Statistik"
        if unit or re.fullmatch(r"[A-Z]+\d+[A-Z]*", sheet.name)
        else "Uddannelsesstatistik.dk"
    )
    name = sheet.name or (above[0] if above else "")
    stubs = _stub_names(sheet.rows[number][: columns[0]], above)
    told = _measure_told([*sheet.rows[number][: columns[0]], *above]) or unit or name
    filters = dict(_filters(sheet.rows[:number]))
    cells = []
    for at, row in _filled_down(sheet, number, columns[0]):
        labels = dict(zip(stubs, row[: columns[0]], strict=False))
        for column in (column for column in columns if column < len(row) and row[column].strip()):
            heading = sheet.rows[number][column].strip()
            place = _place(labels) if by_period else _place_of_column(heading)
            measure = next(reversed(labels.values()), "") if not by_period else told
            cells.append(
                Cell(
                    at,
                    measure,
                    row[column],
                    place,
                    heading if by_period else year,
                    {**filters, **_others(labels, place, measure)},
                )
            )
    return OfficialTable(source, name, cells)


def _stub_names(header: list[str], above: list[str]) -> list[str]:
    """Return the names of the stub columns: those of the header, or of the title `Folketal efter område og tid`."""
    title = next((cell.partition(" efter ")[2] for cell in above if " efter " in cell), "")
    told = [part.strip() for part in re.split(r",| og ", title) if part.strip() and fold(part) != "tid"]
    return [cell.strip() or (told[at] if at < len(told) else f"{at}") for at, cell in enumerate(header)]


def _measure_told(texts: list[str]) -> str:
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


def _filled_down(sheet: Sheet, number: int, width: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows below the header with each label written once repeated; footnotes have no number."""
    last = [""] * width
    for at, row in enumerate(sheet.rows[number + 1 :], start=number + 1):
        if any(cell.strip() for cell in row[width:]):
            changed = next((place for place, cell in enumerate(row[:width]) if cell.strip()), width)
            last = [
                cell.strip() or (last[place] if place < changed else "")
                for place, cell in enumerate(row[:width])
            ]
            last += [""] * (width - len(last))
            yield at, [*last, *row[width:]]


def _place(labels: dict[str, str]) -> str:
    named = (text for name, text in labels.items() if names(name, benchmark_sources().words.places))
    return next(
        named, next((text for text in labels.values() if is_place(text)), next(iter(labels.values()), ""))
    )


def _others(labels: dict[str, str], place: str, measure: str) -> dict[str, str]:
    return {fold(name): text for name, text in labels.items() if text not in (place, measure)}
