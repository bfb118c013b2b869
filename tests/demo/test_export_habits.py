from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from pipelines.demo import export_habits
from pipelines.demo.invented_cpr import fails_modulus_11
from tests.demo.read_back import latest, lines, sheets


def test_oestskolen_sends_windows_1252_with_footnotes_and_commas(inbox: Path) -> None:
    path = latest(inbox, "oestskolen", "Fravær.csv")
    rows = lines(path, "cp1252")
    assert "Måned".encode("cp1252") in path.read_bytes()
    assert rows[0][0] == "Cprnr." and rows[0][-1] == "Navn"
    assert re.fullmatch(r"\d{4}M\d\d", rows[1][2])
    assert any(re.fullmatch(r"\d+,\d+", row[4]) for row in rows)
    assert [row[0].split(" ")[0] for row in rows[-2:]] == ["Kilde:", "*)"]
    assert {len(row) for row in rows} == {8}


def test_vestskolen_sends_a_bom_sep_upper_case_and_short_dates(inbox: Path) -> None:
    path = latest(inbox, "vestskolen", "Elever.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfsep=;\r\n")
    _, header, first, *_ = lines(path, "utf-8-sig")
    assert all(name == name.upper() for name in header)
    assert re.fullmatch(r"\d{6}-\d{4}", first[0])
    assert first[1] == "5.9.26"


def test_havneskolen_loses_leading_zeros_and_adds_a_title_and_a_total(inbox: Path) -> None:
    rows = sheets(latest(inbox, "havneskolen", "Fravær.xlsx"))["Ark1"]
    assert rows[0][0] == "Fravær"
    assert rows[3][0] == "CPR"
    data_rows, total = rows[4:-1], rows[-1]
    assert all(isinstance(row[0], int) for row in data_rows)
    assert min(row[0] for row in data_rows) < 10**9
    assert total[0] == "I alt"
    assert total[3:] == tuple(sum(row[at] for row in data_rows) for at in range(3, 7))


def test_havneskolen_sends_exams_in_a_wide_layout_with_excel_grades(inbox: Path) -> None:
    rows = sheets(latest(inbox, "havneskolen", "Prøvekarakterer.xlsx"))["Ark1"]
    assert rows[3][3:] == (
        "Dansk læsning",
        "Dansk mundtlig",
        "Dansk retskrivning",
        "Dansk skriftlig",
        "Matematik med hjælpemidler",
        "Matematik uden hjælpemidler",
        "Engelsk mundtlig",
        "Fællesprøve naturfag",
    )
    grades = {cell for row in rows[4:-1] for cell in row[3:]}
    assert grades <= {-3, 0, 2, 4, 7, 10, 12, "syg", "fritaget", "ej mødt"}


def test_nordskolen_has_a_sheet_a_month_colons_names_and_ark2(inbox: Path) -> None:
    book = sheets(latest(inbox, "nordskolen", "Fravær.xlsx"))
    assert list(book) == ["aug 2026", "sep 2026", "Ark2"]
    header, first, *_ = book["aug 2026"]
    assert header[:2] == ("Personnummer:", "Institutionsnr:") and header[-1] == "Elevens navn"
    assert re.fullmatch(r"\d{6} \d{4}", first[0])
    assert first[2] == datetime(2026, 8, 1)
    assert all(len([cell for cell in row if cell]) == 1 for row in book["Ark2"])


def test_oestskolen_and_vestskolen_send_exams_in_a_long_layout(inbox: Path) -> None:
    east = lines(latest(inbox, "oestskolen", "Prøvekarakterer.csv"), "cp1252")
    west = lines(latest(inbox, "vestskolen", "Prøvekarakterer.csv"), "utf-8-sig")
    assert (east[1][3], west[2][3]) == ("110", "Dansk læsning")
    assert (east[1][2], west[2][2]) == ("2025/26", "25/26")
    assert "02" in {row[4] for row in east}


def test_kommunen_sends_a_report_with_an_address_that_is_not_agreed(inbox: Path) -> None:
    rows = sheets(latest(inbox, "kommunen", "Befolkning.xlsx"))["Udtræk"]
    assert rows[0][0] == "Befolkning 0-29 år"
    assert rows[3][-1] == "Adresse"
    assert rows[-1][0].startswith("Anm.")
    numbers = [row[0].replace("-", "") for row in rows[4:-3]]
    assert len(numbers) > 400
    assert all(fails_modulus_11(number) for number in numbers)


def test_kui_writes_what_people_do_in_words_with_hours_and_comma(inbox: Path) -> None:
    _, header, *rows = lines(latest(inbox, "kui", "Statusliste.csv"), "utf-8-sig")
    assert header[2:4] == ["Aktivitet", "Beskæftigelsesgrad i timer"]
    assert {"Grundskole", "Ungdomsuddannelse", "Beskæftigelse"} <= {row[2] for row in rows}
    assert any(re.fullmatch(r"\d+,5", row[3]) for row in rows)


def test_beskaeftigelse_sends_unicode_text_with_year_9999_for_no_end(inbox: Path) -> None:
    path = latest(inbox, "beskaeftigelse", "Ydelser.txt")
    assert path.read_bytes().startswith(b"\xff\xfe")
    header, *rows = lines(path, "utf-16", "\t")
    assert header[:4] == ["Personnummer", "Ydelsesart", "Ydelse fra", "Ydelse til"]
    assert any(row[3] == "31-12-9999" for row in rows)


def test_fgu_writes_exit_codes_in_words_and_loses_leading_zeros(inbox: Path) -> None:
    rows = sheets(latest(inbox, "fgu", "Forløb.xlsx"))["Ark1"]
    assert {row[3] for row in rows[1:]} == {"Forberedende grunduddannelse"}
    assert "Fuldført (10)" in {row[6] for row in rows[1:]}
    assert all(isinstance(row[0], int) for row in rows[1:])


def test_sekretariat_keeps_four_lists_and_no_real_companies(inbox: Path) -> None:
    jobs = sheets(latest(inbox, "sekretariat", "Fritidsjob.xlsx"))["Ark1"]
    assert all(row[2].startswith("00") for row in jobs[1:])
    register = sheets(latest(inbox, "sekretariat", "Indsatser.xlsx"))["Ark1"]
    numbers = {row[0] for row in register[1:]}
    participants = sheets(latest(inbox, "sekretariat", "Deltagere.xlsx"))["Ark1"]
    assert {row[1] for row in participants[1:]} <= numbers
    public = sheets(latest(inbox, "sekretariat", "Sammenligningstal.xlsx"))["Ark1"]
    assert {row[4] for row in public[1:]} == {"Opfundet til demonstrationen"}


def test_excel_keeps_words_and_drops_leading_zeros() -> None:
    assert [export_habits.as_excel_number(text) for text in ("00", "02", "-3", "syg", "0102031234")] == [
        0,
        2,
        -3,
        "syg",
        102031234,
    ]
