"""Files of absence that benchmarks/intake.py measures, of any number of rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

MONTHS = [f"{month:02d}-2024" for month in range(8, 13)] + [f"{month:02d}-2025" for month in range(1, 7)]
HEADERS = ["CPR-nr", "Institutionsnr", "Måned", "Skoledage", "Sygdom", "Lovligt", "Ulovligt"]
SCHOOLS = ["561001", "561002", "561010", "561011"]
_PUPILS_AT_ONCE = 100_000


def make_csv(path: Path, rows: int) -> None:
    """An absence file as a school system writes it: semicolons, CRLF, decimal commas, a pupil's months together."""
    with path.open("wb") as file:
        file.write((";".join(HEADERS) + "\r\n").encode())
        for frame in _pupils(rows):
            frame.write_csv(file, separator=";", line_terminator="\r\n", include_header=False)


def make_xlsx(path: Path, rows: int) -> None:
    """The same as a workbook, with days as numbers."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Fravær")
        sheet.write_row(0, 0, HEADERS)
        cells = (row for frame in _pupils(rows) for row in frame.iter_rows())
        for number, (cpr, school, month, *days) in enumerate(cells, start=1):
            sheet.write_row(number, 0, [cpr, school, month, *(float(day.replace(",", ".")) for day in days)])


def _pupils(rows: int, seed: int = 1) -> Iterator[pl.DataFrame]:
    """Frames of rows: pupils born 2009-2018, a serial number for each that was born on the same day."""
    import numpy as np
    import polars as pl

    dice = np.random.default_rng(seed)
    first = np.datetime64("2009-08-01")
    pupils = -(-rows // len(MONTHS))
    days = 3285
    # Distinct CPR numbers: a fixed number of pupils for each day of birth, day after day.
    for start in range(0, pupils, _PUPILS_AT_ONCE):
        who = np.arange(start, min(start + _PUPILS_AT_ONCE, pupils))
        birth = pl.Series(first + (who % days)).dt.strftime("%d%m%y")
        cpr = birth + "-" + pl.Series(4000 + who // days).cast(pl.String)
        count = len(who) * len(MONTHS)
        quarters = np.array([f"{quarter / 4:g}".replace(".", ",") for quarter in range(12)])
        absent = [dice.choice(quarters, count, p=dice.dirichlet(np.ones(12))) for _ in range(3)]
        yield pl.DataFrame(
            {
                "cpr": cpr.gather(np.repeat(np.arange(len(who)), len(MONTHS))),
                "school": np.repeat(dice.choice(SCHOOLS, len(who)), len(MONTHS)),
                "month": np.tile(MONTHS, len(who)),
                "days": dice.integers(15, 24, count).astype(str),
                **{str(number): values for number, values in enumerate(absent)},
            }
        ).head(rows - start * len(MONTHS))
