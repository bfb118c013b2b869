"""Write files as the partners' systems and spreadsheets do."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

from pipelines.demo.row_type import Cell

_SUMMED = {"school_days", "sick_days", "authorised_days", "unauthorised_days"}


Line = list[Cell]


@dataclass(frozen=True)
class Page:
    """The content of one sheet or text file: written cells under the partner's headers."""

    title: str
    columns: list[str]
    header: Line
    rows: list[Line]


Pages = Mapping[str, Page]


def csv_with_footnotes(path: Path, pages: Pages) -> None:
    """Write Windows-1252 with semicolons, and footnotes below the table."""
    (page,) = pages.values()
    notes = (f"Kilde: {page.title}, trukket af kontoret", "*) Foreløbige tal kan forekomme")
    tail: list[Line] = [[note, *[""] * (len(page.header) - 1)] for note in notes]
    _csv(path, "cp1252", [page.header, *page.rows, *tail])


def csv_for_excel(path: Path, pages: Pages) -> None:
    """Write UTF-8 with a byte order mark and a first line that specifies the delimiter for Excel."""
    (page,) = pages.values()
    _csv(path, "utf-8-sig", [page.header, *page.rows], before="sep=;\r\n")


def text_from_excel(path: Path, pages: Pages) -> None:
    """Write Excel's "Unicode text": UTF-16 with tabs."""
    (page,) = pages.values()
    _csv(path, "utf-16", [page.header, *page.rows], delimiter="\t")


def xlsx_with_total(path: Path, pages: Pages) -> None:
    """Write a workbook with a title above the table and a total row 'I alt' below."""
    (page,) = pages.values()
    top: list[Line] = [[page.title], ["Udskrift til MedVind i Østerbyen"], []]
    _xlsx(path, {"Ark1": [*top, page.header, *page.rows, _total(page)]})


def xlsx_with_notes_sheet(path: Path, pages: Pages) -> None:
    """Write a workbook with a sheet for each page, and leftover notes in 'Ark2'."""
    sheets = {name: [page.header, *page.rows] for name, page in pages.items()}
    _xlsx(path, sheets | {"Ark2": [["Husk at spørge kontoret om de nye klasser"], ["Ring torsdag"]]})


def xlsx_with_footnotes(path: Path, pages: Pages) -> None:
    """Write a report workbook: title above, source and footnote below."""
    (page,) = pages.values()
    top: list[Line] = [[page.title], ["Fortroligt: kun til MedVind i Østerbyen"], []]
    tail: list[Line] = [[], ["Kilde: Kommunens befolkningsregister"], ["Anm.: Adresser pr. udtræksdagen"]]
    _xlsx(path, {"Udtræk": [*top, page.header, *page.rows, *tail]})


def _total(page: Page) -> Line:
    sums = [_sum(page, at) if name in _SUMMED else None for at, name in enumerate(page.columns)]
    return ["I alt", *sums[1:]]


def _sum(page: Page, at: int) -> float:
    return sum(cell for row in page.rows if isinstance(cell := row[at], int | float))


def _csv(path: Path, encoding: str, lines: list[Line], before: str = "", delimiter: str = ";") -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        file.write(before)
        csv.writer(file, delimiter=delimiter, lineterminator="\r\n").writerows(lines)


def _xlsx(path: Path, sheets: Mapping[str, list[Line]]) -> None:
    with Workbook(path, {"in_memory": True, "default_date_format": "dd-mm-yyyy"}) as book:
        # A fixed creation time, so that the same town gives the same files.
        book.set_properties({"created": datetime(2020, 1, 1)})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
