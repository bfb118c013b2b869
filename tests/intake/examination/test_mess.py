"""The notations that partners use in cells, each in a real file that is ingested and gets a receipt.

Tests of files, sheets and headers are in reading/test_mess.py.
"""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.identity.keyring import Keys
from pipelines.settings import Settings
from tests.intake import samples
from tests.intake.samples import absence, codes, cprs, exams, pupils, residents, rows, send, text


def ingested(
    installation: Settings,
    keys: Keys,
    headers: tuple[str, ...],
    table: list[list[str]],
    column: str,
    cell: str,
) -> tuple[Manifest, pl.DataFrame]:
    """Send a file whose first row has `cell` in `column`; return the drop and what was loaded of that row."""
    table[0][headers.index(column)] = cell
    partner = "kommunen" if headers == samples.RESIDENTS else "oestskolen"
    drop = send(installation, keys, text(headers, table), partner)
    loaded = rows(installation, drop).filter(rows(installation, drop)["source_row"] == 2)
    return drop, loaded


@pytest.mark.parametrize(
    ("cell", "month"),
    [
        ("2025M09", 9),
        ("sep 2025", 9),
        ("maj-25", 5),
        ("09-2025", 9),
        ("2025-09", 9),
        ("1. sep. 2025", 9),
        ("45901", 9),
    ],
)
def test_months_in_every_notation(installation: Settings, keys: Keys, cell: str, month: int) -> None:
    _, loaded = ingested(installation, keys, samples.ABSENCE, absence(3), "Måned", cell)
    assert loaded["month"].to_list() == [date(2025, month, 1)]


@pytest.mark.parametrize(
    "cell", ["01-08-2025", "1.8.25", "1/8-25", "2025-08-01", "1. aug. 2025", "45870", "01-08-2025 00:00"]
)
def test_dates_in_every_notation(installation: Settings, keys: Keys, cell: str) -> None:
    _, loaded = ingested(installation, keys, samples.PUPILS, pupils(3), "Opgørelsesdato", cell)
    assert loaded["snapshot_date"].to_list() == [date(2025, 8, 1)]


@pytest.mark.parametrize("cell", ["2024/25", "2024/2025", "24/25", "2024-25"])
def test_school_years_in_every_notation(installation: Settings, keys: Keys, cell: str) -> None:
    _, loaded = ingested(installation, keys, samples.EXAMS, exams(3), "Skoleår", cell)
    assert loaded["school_year"].to_list() == ["2024/25"]


@pytest.mark.parametrize(("cell", "days"), [("7,3", 7.3), ("0,875", 0.875), (" 1,5 ", 1.5), ("2", 2.0)])
def test_decimal_commas(installation: Settings, keys: Keys, cell: str, days: float) -> None:
    _, loaded = ingested(installation, keys, samples.ABSENCE, absence(3), "Sygdom", cell)
    assert loaded["sick_days"].to_list() == [days]


@pytest.mark.parametrize("notation", ["{0}-{1}", "{0} {1}", "{0}{1}", "{0}{1}.0", "\u00a0{0}-{1}\u200b"])
def test_personal_numbers_in_every_notation_are_one_person(
    installation: Settings, keys: Keys, notation: str
) -> None:
    number = cprs(1)[0].replace("-", "")
    cell = notation.format(number[:6], number[6:])
    _, loaded = ingested(installation, keys, samples.ABSENCE, absence(3), "CPR-nr", cell)
    assert loaded["person_key"].to_list() == [keys.person_key(number)]


def test_a_lost_zero_is_put_back_and_counted(installation: Settings, keys: Keys) -> None:
    number = cprs(1, born=date(2014, 5, 7))[0].replace("-", "")
    drop, loaded = ingested(installation, keys, samples.ABSENCE, absence(3), "CPR-nr", number.lstrip("0"))
    assert loaded["person_key"].to_list() == [keys.person_key(number)]
    assert "cpr_padded" in codes(drop)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1,01E+08", "cpr_scientific"),
        ("170514", "cpr_birth_date_only"),
        ("311414-1234", "cpr_invalid"),
        ("010101-1234", "age_implausible"),
    ],
)
def test_a_ruined_personal_number_quarantines_its_row(
    installation: Settings, keys: Keys, cell: str, code: str
) -> None:
    drop, loaded = ingested(installation, keys, samples.ABSENCE, absence(3), "CPR-nr", cell)
    assert (len(loaded), drop.rows.quarantined, codes(drop)) == (0, 1, [code])


@pytest.mark.parametrize(("cell", "class_"), [("07-sep", "7-9"), ("8,00E+01", "8E1"), ("10-dec", "10-12")])
def test_a_class_that_excel_has_changed_is_changed_back(
    installation: Settings, keys: Keys, cell: str, class_: str
) -> None:
    drop, loaded = ingested(installation, keys, samples.PUPILS, pupils(3), "Klasse", cell)
    assert (loaded["class"].to_list(), codes(drop)) == ([class_], ["class_repaired"])


@pytest.mark.parametrize(
    ("cell", "expected"), [("Ja", True), ("SAND", True), ("x", True), ("FALSK", False), ("0", False)]
)
def test_yes_and_no_in_every_notation(installation: Settings, keys: Keys, cell: str, expected: bool) -> None:
    _, loaded = ingested(installation, keys, samples.RESIDENTS, residents(3), "Grundskole i DK", cell)
    assert loaded["finished_school_dk"].to_list() == [expected]


@pytest.mark.parametrize(("cell", "loaded_rows"), [("-", 1), ("..", 0), ("<5", 0), ("*", 0)])
def test_a_figure_that_is_withheld_is_never_a_zero(
    installation: Settings, keys: Keys, cell: str, loaded_rows: int
) -> None:
    _, loaded = ingested(installation, keys, samples.ABSENCE, absence(3), "Sygdom", cell)
    assert len(loaded) == loaded_rows


@pytest.mark.parametrize(
    ("column", "cell"), [("Karakter", "6"), ("Skoleår", "2024/27"), ("Institutionsnr", "")]
)
def test_an_impossible_value_quarantines_its_row(
    installation: Settings, keys: Keys, column: str, cell: str
) -> None:
    drop, loaded = ingested(installation, keys, samples.EXAMS, exams(3), column, cell)
    assert (len(loaded), drop.rows.quarantined) == (0, 1)


@pytest.mark.parametrize(
    ("cell", "grade", "status"), [("02", 2, None), ("0", 0, None), ("-3", -3, None), ("Syg", None, "syg")]
)
def test_grades_and_the_words_that_stand_for_them(
    installation: Settings, keys: Keys, cell: str, grade: int | None, status: str | None
) -> None:
    _, loaded = ingested(installation, keys, samples.EXAMS, exams(3), "Karakter", cell)
    assert (loaded["grade"].to_list(), loaded["exam_status"].to_list()) == ([grade], [status])
