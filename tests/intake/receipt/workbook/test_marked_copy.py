from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook import Workbook

from pipelines.intake.identity.keyring import Keys
from pipelines.settings import Limits, Settings
from tests.intake import samples
from tests.intake.samples import absence, ingest, put, send, text, workbook


def marked(installation: Settings, partner: str = "oestskolen") -> Path:
    (path,) = (installation.inbox / partner / "retur").glob("*rettelser*.xlsx")
    return path


def opened(path: Path) -> Workbook:
    return openpyxl.load_workbook(path)


def faulty(rows: int = 5) -> list[list[str]]:
    sent_rows = absence(rows)
    sent_rows[1][3] = "0"
    sent_rows[1][4] = ""
    sent_rows[2][0] = "1,01E+08"
    return sent_rows


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_csv_is_returned_as_a_workbook_with_its_cells_marked(installation: Settings, keys: Keys) -> None:
    send(installation, keys, text(samples.ABSENCE, faulty()))
    book = opened(marked(installation))
    assert book.sheetnames == ["Kvittering", "Jeres rækker"]
    sheet = book["Jeres rækker"]
    assert [cell.value for cell in sheet[1]] == list(samples.ABSENCE)
    bad = sheet["D3"]
    assert bad.fill.fgColor.rgb.endswith("F9D0D4") and bad.border.left.style == "medium"
    assert "Skoledage" in bad.comment.text and bad.comment.text.startswith("Skal rettes: ")
    assert sheet["D2"].comment is None and sheet["D2"].fill.fill_type is None


def test_leading_zeros_and_what_looks_like_a_formula_stay_text(installation: Settings, keys: Keys) -> None:
    sent_rows = faulty()
    sent_rows[0][5], sent_rows[3][5], sent_rows[4][5] = "=1+1", "@SUM(A1)", "-1"
    sent_rows[0][0] = sent_rows[0][0][:6] + "-" + sent_rows[0][0][6:]
    send(installation, keys, text(samples.ABSENCE, sent_rows))
    sheet = opened(marked(installation))["Jeres rækker"]
    for place, value in (("F2", "=1+1"), ("F5", "@SUM(A1)"), ("F6", "-1")):
        assert (sheet[place].value, sheet[place].data_type) == (value, "s")
        assert sheet[place].quotePrefix
    assert sheet["A2"].value == sent_rows[0][0] and sheet["A2"].number_format == "@"


def test_a_workbook_keeps_its_looks_and_the_original_its_bytes(installation: Settings, keys: Keys) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook({"Fravær": [samples.ABSENCE, *faulty()]})))
    sheet = book["Fravær"]
    sheet["B2"].font, sheet["B2"].fill = Font(bold=True), PatternFill("solid", fgColor="00FF00")
    sheet.column_dimensions["A"].width = 33
    sheet["H1"], sheet["H2"] = "Note", '=HYPERLINK("https://example.org")'
    data = saved(book)
    path = put(installation, data, "fravær.xlsx")
    assert path.read_bytes() == data
    ingest(installation, keys)
    back = opened(marked(installation))
    assert back.sheetnames == ["Kvittering", "Fravær"]
    assert back["Fravær"]["B2"].font.bold and back["Fravær"]["B2"].fill.fgColor.rgb == "0000FF00"
    assert back["Fravær"].column_dimensions["A"].width == 33
    assert back["Fravær"]["D3"].comment.author == "MedVind"
    assert not any(cell.data_type == "f" for row in back["Fravær"] for cell in row)


def test_the_front_sheet_has_the_headline_and_links_to_the_cells(installation: Settings, keys: Keys) -> None:
    put(installation, workbook({"Fravær's": [samples.ABSENCE, *faulty()]}), "fravær.xlsx")
    ingest(installation, keys)
    front = opened(marked(installation))["Kvittering"]
    words = [str(cell.value) for row in front for cell in row if cell.value]
    assert words[:2] == [
        "Kvittering fra MedVind",
        "Tak for jeres fil. 2 af 5 rækker skal rettes, før de kan tælle med.",
    ]
    assert any("diagrammer" in word and "ikke ændret" in word for word in words)
    links = {cell.value: cell.hyperlink.location for row in front for cell in row if cell.hyperlink}
    assert links["D3"] == "'Fravær''s'!D3"


def test_a_row_is_marked_as_a_row(installation: Settings, keys: Keys) -> None:
    sent_rows = absence(4)
    sent_rows.append([*sent_rows[0][:4], "9", "0", "0"])
    send(installation, keys, text(samples.ABSENCE, sent_rows))
    sheet = opened(marked(installation))["Jeres rækker"]
    assert "Flere rækker" in sheet["A2"].comment.text
    assert all(
        sheet.cell(row, column).border.top.style == "medium" for row in (2, 6) for column in range(1, 8)
    )
    assert sheet["A3"].border.top.style is None


def test_no_workbook_where_there_is_nothing_to_correct(installation: Settings, keys: Keys) -> None:
    send(installation, keys, text([*samples.ABSENCE, "Navn"], [[*row, "x"] for row in absence()]))
    assert not list((installation.inbox / "oestskolen" / "retur").glob("*.xlsx"))


def test_a_file_too_large_says_so_on_its_page(installation: Settings, keys: Keys) -> None:
    small = Settings(
        installation.data, installation.keys_folder, Limits(settle_seconds=0.05, marked_cells=10)
    )
    send(small, keys, text(samples.ABSENCE, faulty()))
    (page,) = (installation.inbox / "oestskolen" / "retur").iterdir()
    assert "Filen er så stor" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["fil.csv", "fil.xlsx"])
def test_the_corrected_workbook_is_accepted(installation: Settings, keys: Keys, name: str) -> None:
    data = (
        workbook({"Fravær": [["Titel"], samples.ABSENCE, *faulty()], "Noter": [["Husk"]]})
        if name.endswith("xlsx")
        else text(samples.ABSENCE, faulty())
    )
    put(installation, data, name)
    (first,) = ingest(installation, keys)
    assert first.rows.quarantined == 2
    book = opened(marked(installation))
    sheet: Any = book.worksheets[1]
    mended = {row: samples.cprs(5)[2] for row in range(1, 9) if sheet.cell(row, 1).value == "1,01E+08"}
    (cpr_row,) = mended
    sheet.cell(cpr_row, 1).value = mended[cpr_row]
    sheet.cell(cpr_row - 1, 4).value = 20
    put(installation, saved(book), marked(installation).name)
    (second,) = ingest(installation, keys)
    assert (second.verdict, second.rows.loaded, second.rows.quarantined) == ("accepted", 5, 0)
    assert second.supersedes == [first.receipt_id]


def test_remaining_faults_are_marked_again_and_corrected_ones_no_longer(
    installation: Settings, keys: Keys
) -> None:
    put(installation, workbook({"Fravær": [samples.ABSENCE, *faulty()]}), "fravær.xlsx")
    ingest(installation, keys)
    book = opened(marked(installation))
    book["Fravær"]["D3"] = 20
    name = marked(installation).name
    marked(installation).unlink()
    put(installation, saved(book), name)
    (drop,) = ingest(installation, keys)
    assert drop.rows.quarantined == 1
    again = opened(marked(installation))
    assert again.sheetnames == ["Kvittering", "Fravær"]
    assert again["Fravær"]["D3"].comment is None and again["Fravær"]["D3"].fill.fill_type is None
    assert again["Fravær"]["A4"].comment is not None


def test_a_workbook_that_openpyxl_cannot_read_is_written_anew(
    installation: Settings, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.intake.receipt.marked_cells.mark_in_subprocess", lambda *_: False)
    put(
        installation,
        workbook({"Fravær [1]".replace("[1]", "1"): [samples.ABSENCE, *faulty()]}),
        "fravær.xlsx",
    )
    ingest(installation, keys)
    assert opened(marked(installation))["Fravær 1"]["D3"].comment is not None


def test_a_workbook_that_exceeds_the_time_limit_is_rebuilt_and_marked(
    installation: Settings, keys: Keys
) -> None:
    hasty = Settings(
        installation.data, installation.keys_folder, Limits(settle_seconds=0.05, marked_seconds=0.01)
    )
    put(installation, workbook({"Fravær": [samples.ABSENCE, *faulty()]}), "fravær.xlsx")
    (drop,) = ingest(hasty, keys)
    assert drop.verdict == "accepted_with_warnings"
    assert opened(marked(installation))["Fravær"]["D3"].comment is not None


def test_writing_the_receipt_again_after_a_crash_gives_the_same_page(
    installation: Settings, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(installation, text(samples.ABSENCE, faulty()))
    with monkeypatch.context() as crash:
        crash.setattr("pipelines.intake.inbox.listing.Path.unlink", lambda *_, **__: 1 / 0)
        ingest(installation, keys)
    (page,) = (installation.inbox / "oestskolen" / "retur").glob("*.html")
    before = page.read_bytes()
    assert path.exists() and before
    ingest(installation, keys)
    assert page.read_bytes() == before and not path.exists()
    assert len(list((installation.inbox / "oestskolen" / "retur").iterdir())) == 2
