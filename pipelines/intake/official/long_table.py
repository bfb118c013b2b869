"""Official tables with a row a place and period: the StatBank's API, jobindsats, uddannelsesstatistik, Skoletal."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.intake.official.cells import Cell, OfficialTable, names, place_headers, same
from pipelines.intake.reading.sheet import Sheet
from pipelines.intake.values.fixed_words import MISSING
from schemas.benchmark_sources import benchmark_sources
from schemas.folding import fold
from schemas.headers import is_known

_FIRST_ROWS = 10


def long_table(sheet: Sheet, start: int = 0) -> OfficialTable | None:
    """Return the table of a sheet, from a row on, whose header names a place, a period and measures; None where there
    is none."""
    for number in range(start, min(start + _FIRST_ROWS, len(sheet.rows))):
        if columns := _place_and_period(sheet.rows[number]):
            end = _next_header(sheet, number)
            cells = list(_cells(sheet, number, end, *columns))
            return OfficialTable(_source(sheet.rows[number]), sheet.name, cells, end)
    return None


def _place_and_period(header: list[str]) -> tuple[int, int] | None:
    """Return the columns of place and period of a header row; None where it is none, or is that of our own list."""
    if any(is_known(name, {"indikator", "indicatorid"}) for name in header):
        return None
    words = place_headers()
    place = next((at for at, name in enumerate(header) if names(name, words)), None)
    period = next((at for at, name in enumerate(header) if _is_period(name)), None)
    return None if place is None or period is None else (place, period)


def _is_period(header: str) -> bool:
    words = benchmark_sources().words.periods
    return names(header, words) or names(header.split(" ", maxsplit=1)[0], ["Periode", "Period"])


def _next_header(sheet: Sheet, number: int) -> int:
    """Return the row of the next header: one without any number that names a place and a period."""
    for at in range(number + 1, len(sheet.rows)):
        row = sheet.rows[at]
        if not any(cell[:1].isdigit() for cell in row) and _place_and_period(row):
            return at
    return len(sheet.rows)


def _source(header: list[str]) -> str:
    if any(name.strip().startswith("[") for name in header):
        return "Uddannelsesstatistik.dk"
    return "Danmarks Statistik" if _values_column(header) is not None else "Jobindsats"


def _values_column(header: list[str]) -> int | None:
    """Return the column of the values in a table of the StatBank, all of whose other columns are codes."""
    words = benchmark_sources().words.values
    return next((at for at, name in enumerate(header) if any(same(name, word) for word in words)), None)


def _cells(sheet: Sheet, number: int, end: int, place: int, period: int) -> Iterator[Cell]:
    header = sheet.rows[number]
    rows = [(at, sheet.rows[at]) for at in range(number + 1, end) if len(sheet.rows[at]) > max(place, period)]
    others = [at for at in range(len(header)) if at not in (place, period) and header[at].strip()]
    values = _values_column(header)
    measures = (
        [at for at in others if _is_measure(header[at], [row[at] for _, row in rows if len(row) > at])]
        if values is None
        else [values]
    )
    groups = [at for at in others if at not in measures]
    for at, row in rows:
        groups_of_row = {
            fold(readings_of(header[column])): row[column] for column in groups if column < len(row)
        }
        for measure in measures:
            if measure < len(row) and row[measure].strip():
                yield Cell(
                    at, readings_of(header[measure]), row[measure], row[place], row[period], groups_of_row
                )


def readings_of(header: str) -> str:
    """Return a header as it is shown: of a cube's column only its last part."""
    return (
        header.rpartition(".[")[2].rstrip("]").strip() if header.strip().startswith("[") else header.strip()
    )


def _is_measure(header: str, texts: list[str]) -> bool:
    """Say whether a column has numbers that are no codes of a group: a cube names its groups in square brackets."""
    sources = benchmark_sources()
    if header.strip().startswith("[") or names(header, sources.words.groups):
        return False
    if names(header, [table.value for table in sources.tables if table.value]):
        return True
    filled = [text.strip() for text in texts if text.strip()]
    numbers = [
        text for text in filled if text.rstrip(" %").replace(".", "").replace(",", "").lstrip("-").isdigit()
    ]
    return bool(numbers) and all(text in numbers or text in MISSING for text in filled)
