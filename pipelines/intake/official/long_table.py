"""Official tables with a row a place and period: the StatBank's API, jobindsats, uddannelsesstatistik, Skoletal."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.intake.official.cells import Cell, OfficialTable, names
from pipelines.intake.reading.sheet import Sheet
from pipelines.intake.values.fixed_words import MISSING
from schemas.benchmark_sources import benchmark_sources
from schemas.folding import fold
from schemas.headers import is_known

_FIRST_ROWS = 10


def long_table(sheet: Sheet) -> OfficialTable | None:
    """Return the table of a sheet whose header names a place, a period and measures; None for any other sheet."""
    words = benchmark_sources().words
    for number, header in enumerate(sheet.rows[:_FIRST_ROWS]):
        places = [at for at, name in enumerate(header) if names(name, words.places)]
        periods = [at for at, name in enumerate(header) if _is_period(name)]
        if places and periods and not _is_ours(header):
            return OfficialTable(
                _source(header), sheet.name, list(_cells(sheet, number, places[0], periods[0]))
            )
    return None


def _is_period(header: str) -> bool:
    words = benchmark_sources().words.periods
    return names(header, words) or names(header.split(" ", maxsplit=1)[0], ["Periode", "Period"])


def _is_ours(header: list[str]) -> bool:
    """Say whether the header is of our own list, which names the indicator of each row."""
    return any(is_known(name, {"indikator", "indicatorid"}) for name in header)


def _source(header: list[str]) -> str:
    if any(name.strip().startswith("[") for name in header):
        return "Uddannelsesstatistik.dk"
    return "Danmarks Statistik" if header[-1].strip() == "INDHOLD" else "Jobindsats"


def _cells(sheet: Sheet, number: int, place: int, period: int) -> Iterator[Cell]:
    header = sheet.rows[number]
    rows = [(at, row) for at, row in enumerate(sheet.rows) if at > number and len(row) > max(place, period)]
    others = [at for at in range(len(header)) if at not in (place, period) and header[at].strip()]
    measures = [at for at in others if _is_measure(header[at], [row[at] for _, row in rows if len(row) > at])]
    groups = [at for at in others if at not in measures]
    for at, row in rows:
        told = {fold(readings_of(header[column])): row[column] for column in groups if column < len(row)}
        for measure in measures:
            if measure < len(row) and row[measure].strip():
                yield Cell(at, readings_of(header[measure]), row[measure], row[place], row[period], told)


def readings_of(header: str) -> str:
    """Return a header as it is shown: of a cube's column only its last part."""
    return (
        header.rpartition(".[")[2].rstrip("]").strip() if header.strip().startswith("[") else header.strip()
    )


def _is_measure(header: str, texts: list[str]) -> bool:
    """Say whether a column has numbers; those whose texts are ages or years have a header that says so."""
    sources = benchmark_sources()
    if names(header, [*sources.words.values, *(t.value for t in sources.tables if t.value)]):
        return True
    filled = [text.strip() for text in texts if text.strip()]
    numbers = [
        text for text in filled if text.rstrip(" %").replace(".", "").replace(",", "").lstrip("-").isdigit()
    ]
    return bool(numbers) and all(text in numbers or text in MISSING for text in filled)
