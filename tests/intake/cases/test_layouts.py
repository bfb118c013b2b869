"""Files that were once refused although nothing in them is in doubt."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from pipelines.intake.identity.keyring import Keys
from pipelines.settings import Settings
from tests.intake import samples
from tests.intake.cases.reading import received
from tests.intake.cases.test_cells import with_part
from tests.intake.samples import absence, codes, text


@pytest.mark.parametrize("mark", ["'{}", "\u2019{}", '="{}"'])
def test_a_mark_of_text_is_no_part_of_the_value(tmp_path: Path, keys: Keys, mark: str) -> None:
    sent = [[mark.format(row[0]), mark.format(row[1]), *row[2:]] for row in absence(3)]
    lines = [";".join(row) for row in (samples.ABSENCE, *sent)]
    drop, rows = received(tmp_path, keys, ("\r\n".join(lines) + "\r\n").encode())
    assert (drop.verdict, codes(drop), len(rows), set(rows["school_no"])) == ("accepted", [], 3, {"561001"})


def test_a_word_may_begin_with_an_apostrophe(tmp_path: Path, keys: Keys) -> None:
    headers = ("Forening", "År", "Medlemsnr", "Fødselsdato", "Boligområde")
    sent = [["'t Hooft", "2025", "1", "01-02-2010", "OE1"]]
    drop, rows = received(tmp_path, keys, text(headers, sent), "klub-a")
    assert (drop.verdict, rows["club"].to_list()) == ("accepted", ["'t Hooft"])


@pytest.mark.parametrize("name", ["Standard", "Generel"])
def test_the_general_format_by_its_name_in_another_language(tmp_path: Path, keys: Keys, name: str) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(
            samples.workbook({"Ark1": [samples.ABSENCE, *([*row[:3], 20, 1.5, 0, 0] for row in absence(3))]})
        )
    )
    for row in book["Ark1"].iter_rows(min_row=2, min_col=4):
        for cell in row:
            cell.number_format = "0.000000000"
    out = io.BytesIO()
    book.save(out)
    data = with_part(out.getvalue(), "xl/styles.xml", b"0.000000000", name.encode())
    drop, rows = received(tmp_path, keys, data, name="a.xlsx")
    assert (drop.verdict, rows["sick_days"].to_list()) == ("accepted", [1.5] * 3)


@pytest.mark.parametrize("unit", ["(dage)", "[dage]", " (hele dage)"])
def test_headers_with_units(tmp_path: Path, keys: Keys, unit: str) -> None:
    headers = [*samples.ABSENCE[:3], *(f"{header} {unit}" for header in samples.ABSENCE[3:])]
    drop, rows = received(tmp_path, keys, text(headers, absence(3)))
    assert (drop.feed, drop.verdict, len(rows)) == ("absence", "accepted", 3)


@pytest.mark.parametrize("name", ["Fravær.csv.filepart", "Fravær.csv.part", "Fravær.csv.uploading"])
def test_a_file_that_is_being_sent_is_no_drop(installation: Settings, keys: Keys, name: str) -> None:
    samples.put(installation, text(samples.ABSENCE, absence(3)), name)
    assert samples.ingest(installation, keys) == []
