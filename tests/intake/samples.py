"""Invented people, and files that partners would export about them."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import polars as pl

from pipelines.demo.invented_cpr import invented_cpr
from pipelines.intake.archive.drop_folder import QUARANTINE, ROWS
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.ingest import ingest_waiting
from pipelines.settings import Settings

ABSENCE = ("CPR-nr", "Institutionsnr", "Måned", "Skoledage", "Sygdom", "Lovligt", "Ulovligt")
PUPILS = ("CPR-nr", "Opgørelsesdato", "Institutionsnr", "Skole", "Klasse", "Klassetrin", "Distriktsskole")
RESIDENTS = (
    "CPR-nr",
    "Opgørelsesdato",
    "Boligområde",
    "Opvækstkommune",
    "Grundskole i DK",
    "Højeste fuldførte uddannelse",
)
EXAMS = ("CPR-nr", "Institutionsnr", "Skoleår", "Fagdisciplin", "Karakter")
# The modification time of files, so that no test depends on the day it is run.
RECEIVED = 1_767_225_600  # 1 January 2026, 00:00 UTC


def cprs(count: int, born: date = date(2014, 5, 17), seed: int = 1) -> list[str]:
    """Return distinct invented numbers of people born on the same day."""
    rng, found = Random(seed), dict[str, None]()
    while len(found) < count:
        found[invented_cpr(rng, born, rng.choice(("male", "female")))] = None
    return list(found)


def absence(
    count: int = 3, month: str = "2025M09", school: str = "561001", sick: str = "1,5", seed: int = 1
) -> list[list[str]]:
    return [[cpr, school, month, "20", sick, "0", "0"] for cpr in cprs(count, seed=seed)]


def pupils(count: int = 3, day: str = "05-09-2025", school: str = "561001", seed: int = 1) -> list[list[str]]:
    return [[cpr, day, school, "Østskolen", "5A", "5", "561001"] for cpr in cprs(count, seed=seed)]


def residents(count: int = 3, day: str = "01-10-2025", area: str = "OE1") -> list[list[str]]:
    return [[cpr, day, area, "561", "Ja", ""] for cpr in cprs(count)]


def exams(count: int = 3, year: str = "2024/25", code: str = "110", grade: str = "7") -> list[list[str]]:
    return [[cpr, "561001", year, code, grade] for cpr in cprs(count, date(2009, 5, 17))]


def text(
    headers: Sequence[str], rows: Iterable[Sequence[Any]], encoding: str = "utf-8", **style: Any
) -> bytes:
    """Return a delimited file, by default as Danish Excel writes it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, **({"delimiter": ";", "lineterminator": "\r\n"} | style))
    writer.writerows([headers, *rows])
    return out.getvalue().encode(encoding)


def workbook(sheets: Mapping[str, Iterable[Sequence[Any]]], hidden: Iterable[str] = ()) -> bytes:
    """Return an .xlsx file with these sheets; the first row given is the first row of the sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(
    installation: Settings,
    data: bytes,
    name: str = "fil.csv",
    partner: str = "oestskolen",
    modified: float = RECEIVED,
) -> Path:
    """Write a file into a partner's folder."""
    path = installation.inbox / partner / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (modified, modified))
    return path


def ingest(installation: Settings, keys: Keys) -> list[Manifest]:
    return ingest_waiting(installation, keys).drops


def send(installation: Settings, keys: Keys, data: bytes, partner: str = "oestskolen") -> Manifest:
    """Write one file into the inbox and ingest it."""
    put(installation, data, partner=partner)
    (manifest,) = ingest(installation, keys)
    return manifest


def rows(installation: Settings, drop: Manifest) -> pl.DataFrame:
    return pl.read_parquet(installation.raw / drop.folder / ROWS)


def quarantine(installation: Settings, drop: Manifest) -> pl.DataFrame:
    return pl.read_parquet(installation.raw / drop.folder / QUARANTINE)


def codes(drop: Manifest) -> list[str]:
    return [problem.code for problem in drop.problems]


def place(drop: Manifest, code: str) -> tuple[str | None, int | None, str | None]:
    """Return the place of the only problem with this code."""
    (found,) = [problem for problem in drop.problems if problem.code == code]
    return found.sheet, found.row, found.column
