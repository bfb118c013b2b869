"""Files with cells that were once taken for empty ones, for zero, or for cells of another column."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from pipelines.intake.identity.keyring import Keys
from tests.intake import samples
from tests.intake.cases.reading import received
from tests.intake.samples import absence, codes, pupils, text

WELLBEING = ("Institutionsnr", "Skoleår", "Køn", "Besvarelser", "Generel trivsel")
SPELLS = ("CPR", "Institutionsnr", "Uddannelse", "Startdato", "Slutdato", "Afgangsårsag")
STATUS = ("CPR-nr", "Statusdato", "Status", "Ugentlige timer")
SPRING = samples.RECEIVED + 60 * 86_400
MEMBERS = ("Forening", "År", "Medlemsnr", "Fødselsdato", "Køn")


def with_part(workbook: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return a workbook with some bytes of one part replaced."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            assert name != part or old in data
            after.writestr(name, data.replace(old, new) if name == part else data)
    return out.getvalue()


@pytest.mark.parametrize("answer", ["Andet", "X", "ukendt"])
def test_another_gender_is_an_answer_of_its_own(tmp_path: Path, keys: Keys, answer: str) -> None:
    sent = [["561001", "2022/23", each, "44", "3,9"] for each in ("Pige", "Dreng", answer)]
    drop, rows = received(tmp_path, keys, text(WELLBEING, sent))
    assert (drop.verdict, rows["gender"].to_list()) == ("accepted", ["female", "male", "other"])


@pytest.mark.parametrize("answer", ["..", "#I/T", "Piger/drenge"])
def test_an_unreadable_gender_is_not_the_total(tmp_path: Path, keys: Keys, answer: str) -> None:
    sent = [["561001", "2022/23", each, "44", "3,9"] for each in ("Pige", "Dreng", answer)]
    drop, rows = received(tmp_path, keys, text(WELLBEING, sent))
    assert (drop.verdict, drop.rows.quarantined) == ("accepted_with_warnings", 1)
    assert rows["gender"].to_list() == ["female", "male"]


@pytest.mark.parametrize("blank", ["", "-", "–"])
def test_no_gender_is_the_total(tmp_path: Path, keys: Keys, blank: str) -> None:
    drop, rows = received(tmp_path, keys, text(WELLBEING, [["561001", "2022/23", blank, "44", "3,9"]]))
    assert (drop.verdict, rows["gender"].to_list()) == ("accepted", [None])


@pytest.mark.parametrize("end", ["31-06-2024", "snart", "#VÆRDI!", ".."])
def test_a_spell_with_an_unreadable_end_does_not_run_on(tmp_path: Path, keys: Keys, end: str) -> None:
    people = samples.cprs(2, samples.date(2006, 5, 17))
    sent = [
        [cpr, "280001", "STX", "01-08-2023", each, ""] for cpr, each in zip(people, (end, ""), strict=True)
    ]
    drop, rows = received(tmp_path, keys, text(SPELLS, sent), "gymnasium")
    assert (drop.rows.loaded, drop.rows.quarantined, rows["end_date"].to_list()) == (1, 1, [None])


def test_unreadable_hours_are_not_no_hours(tmp_path: Path, keys: Keys) -> None:
    people = samples.cprs(2, samples.date(2003, 5, 17))
    sent = [
        [cpr, "01-10-2025", "beskæftigelse", each]
        for cpr, each in zip(people, ("fuld tid", "37"), strict=True)
    ]
    drop, rows = received(tmp_path, keys, text(STATUS, sent), "kui")
    assert (drop.rows.quarantined, rows["weekly_hours"].to_list()) == (1, [37.0])


def marked(number: str) -> CellRichText:
    return CellRichText(number, TextBlock(InlineFont(vertAlign="superscript"), "1"))


def test_a_superscript_is_no_digit(tmp_path: Path, keys: Keys) -> None:
    rows = [["561001", "2021/22", "K", marked("44"), 3.9], ["561001", "2021/22", "M", 40, 3.8]]
    drop, loaded = received(tmp_path, keys, samples.workbook({"Ark1": [WELLBEING, *rows]}), name="a.xlsx")
    assert (drop.verdict, loaded["respondents"].to_list()) == ("accepted_with_warnings", [44, 40])
    assert [(p.row, p.column) for p in drop.problems if p.code == "footnote_mark"] == [(2, "D")]


def test_a_superscript_of_a_page_is_no_digit(tmp_path: Path, keys: Keys) -> None:
    cells = "".join(f"<td>{cell}</td>" for cell in ("561001", "2021/22", "K", "44<sup>1</sup>", "3,9"))
    page = (
        f"<html><table><tr>{''.join(f'<th>{h}</th>' for h in WELLBEING)}</tr><tr>{cells}</tr></table></html>"
    )
    drop, rows = received(tmp_path, keys, page.encode(), name="a.xls")
    assert (codes(drop), rows["respondents"].to_list()) == (["footnote_mark"], [44])


@pytest.mark.parametrize("written", ["44¹", "44 ²", "44*", "44 *)"])
def test_a_mark_after_a_number_is_left_out(tmp_path: Path, keys: Keys, written: str) -> None:
    drop, rows = received(tmp_path, keys, text(WELLBEING, [["561001", "2022/23", "K", written, "3,9"]]))
    assert (codes(drop), rows["respondents"].to_list()) == (["mark_left_out"], [44])


def formulas(formula: str, count: int = 3) -> bytes:
    return samples.workbook(
        {"Ark1": [samples.ABSENCE, *([*row[:3], 20, formula, 0, 0] for row in absence(count))]}
    )


def sheet_of(workbook: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


CACHES = {
    "no value": (b"<v />", b""),
    "zero": (b"<v />", b"<v>0</v>"),
    "a shared formula": (b"<f>1+1</f><v />", b'<f t="shared" si="0"/>'),
}


@pytest.mark.parametrize(("old", "new"), CACHES.values(), ids=list(CACHES))
def test_a_formula_that_nobody_calculated_is_not_zero(
    tmp_path: Path, keys: Keys, old: bytes, new: bytes
) -> None:
    """openpyxl asks a spreadsheet to calculate everything on opening, as XlsxWriter does."""
    workbook = formulas("=1+1")
    assert old in sheet_of(workbook)
    data = with_part(workbook, "xl/worksheets/sheet1.xml", old, new)
    drop, _ = received(tmp_path, keys, data, name="a.xlsx")
    assert (drop.verdict, drop.rows.quarantined) == ("rejected", 3)
    assert "formula_uncalculated" in codes(drop)


def test_a_formula_with_the_empty_text_everywhere_is_not_zero(tmp_path: Path, keys: Keys) -> None:
    data = with_part(
        formulas("=1+1"), "xl/worksheets/sheet1.xml", b"><f>1+1</f><v />", b' t="str"><f>1+1</f><v></v>'
    )
    drop, _ = received(tmp_path, keys, data, name="a.xlsx")
    assert (drop.verdict, drop.rows.quarantined) == ("rejected", 3)


def test_calculated_formulas_are_read(tmp_path: Path, keys: Keys) -> None:
    data = with_part(formulas("=1+1"), "xl/worksheets/sheet1.xml", b"<v />", b"<v>2</v>")
    drop, rows = received(tmp_path, keys, data, name="a.xlsx")
    assert (drop.verdict, rows["sick_days"].to_list()) == ("accepted", [2.0] * 3)


def test_a_formula_may_give_an_empty_text_beside_numbers(tmp_path: Path, keys: Keys) -> None:
    rows: list[list[object]] = [[*row[:3], 20, 1, 0, 0] for row in absence(3)]
    rows[0][4] = "=1+1"
    workbook = samples.workbook({"Ark1": [samples.ABSENCE, *rows]})
    data = with_part(workbook, "xl/worksheets/sheet1.xml", b"><f>1+1</f><v />", b' t="str"><f>1+1</f><v></v>')
    drop, loaded = received(tmp_path, keys, data, name="a.xlsx")
    assert (drop.verdict, loaded["sick_days"].to_list()) == ("accepted", [0.0, 1.0, 1.0])


def test_an_escaped_carriage_return_is_white_space(tmp_path: Path, keys: Keys) -> None:
    rows = [[*row[:2], "Kvarteret Øst_x000D_", *row[3:]] for row in samples.residents(3)]
    workbook = samples.workbook({"Ark1": [samples.RESIDENTS, *rows]})
    drop, loaded = received(tmp_path, keys, workbook, "kommunen", "a.xlsx")
    assert (drop.verdict, loaded["area"].to_list()) == ("accepted", ["OE1"] * 3)


def test_a_second_table_with_another_order(tmp_path: Path, keys: Keys) -> None:
    first, second = absence(4)[:2], absence(4)[2:]
    turned = [*samples.ABSENCE[:4], "Ulovligt", "Lovligt", "Sygdom"]
    sent = (
        [[*row[:4], "6", "1", "0"] for row in first]
        + [turned]
        + [[*row[:4], "0", "1", "6"] for row in second]
    )
    drop, rows = received(tmp_path, keys, text(samples.ABSENCE, sent))
    assert (drop.verdict, drop.rows.loaded, codes(drop)) == ("accepted", 4, ["repeated_header"])
    assert rows.select("sick_days", "authorised_days", "unauthorised_days").rows() == [(6.0, 1.0, 0.0)] * 4


def test_a_fault_in_a_second_table_is_at_its_own_column(tmp_path: Path, keys: Keys) -> None:
    turned = [*samples.ABSENCE[:4], "Ulovligt", "Lovligt", "Sygdom"]
    sent = [*absence(2), turned, [*absence(3)[2][:4], "0", "0", "mange"]]
    drop, _ = received(tmp_path, keys, text(samples.ABSENCE, sent))
    assert samples.place(drop, "number_unreadable") == (None, 5, "G")


def test_a_second_table_that_lacks_a_column_is_quarantined(tmp_path: Path, keys: Keys) -> None:
    sent = [*absence(2), [*samples.ABSENCE[:5], "Ulovligt"], [*absence(3)[2][:4], "6", "0"]]
    drop, rows = received(tmp_path, keys, text(samples.ABSENCE, sent))
    assert (drop.rows.quarantined, len(rows)) == (1, 2)
    assert "other_table" in codes(drop)


@pytest.mark.parametrize("trades", [("Tømrer", "Smed", "smed"), ("Guldmager", "Sølvsmed", "SØLV-SMED")])
def test_two_trades_of_one_pupil_and_day_are_two_rows(
    tmp_path: Path, keys: Keys, trades: tuple[str, ...]
) -> None:
    people = samples.cprs(61, samples.date(2006, 5, 17))
    sent = [[cpr, "280001", "STX", "01-08-2023", "", ""] for cpr in people[:60]]
    sent += [[people[60], "280001", each, "01-08-2023", "", ""] for each in trades]
    drop, rows = received(tmp_path, keys, text(SPELLS, sent), "gymnasium")
    assert (drop.rows.loaded, drop.rows.quarantined, drop.rows.collapsed) == (62, 0, 1)
    assert rows["variant"].drop_nulls().to_list() == [61]
    assert "spells_overlap" in codes(drop) and "key_conflict" not in codes(drop)


Z425 = "CPR_nr;Afgangsdato;Afgangsårsag;Afgangsårsag_betegn;CØSA;Uddannelse;Uddannelse_betegn;Startdato;GH"
Z8500 = "cpr;indmeldt;studiestart;forventet_slut;afgangsdato;afgangs_betegnelse;coesaformaal"


@pytest.mark.parametrize(
    ("header", "row", "trades"),
    [
        (Z425, "0112068880;;;;1920;1920;{};01-08-2022;Hovedforløb", ("Tømrer", "Smed")),
        (Z425, "0112068880;;;;1920;{};Håndværk;01-08-2022;Hovedforløb", ("7001", "7002")),
        (Z8500, "0112068880;01-08-2024;05-08-2024;30-06-2026;;;{}", ("Tømrer", "Smed")),
        ("CPR;Uddannelse;Uddannelse_betegn;Startdato", "0112068880;1920;{};01-08-2025", ("Tømrer", "Smed")),
    ],
)
def test_two_trades_in_a_systems_export_are_two_rows(
    tmp_path: Path, keys: Keys, header: str, row: str, trades: tuple[str, str]
) -> None:
    lines = [header, *(row.format(trade) for trade in (*trades, trades[1].upper()))]
    drop, loaded = received(tmp_path, keys, "\n".join([*lines, ""]).encode(), "erhvervsskole")
    assert (drop.rows.loaded, drop.rows.quarantined, drop.rows.collapsed) == (2, 0, 1)
    assert (set(loaded["education_type"]), loaded["variant"].to_list()) == ({"EUD"}, [None, 1])


def test_one_trade_with_two_end_dates_is_contradicted(tmp_path: Path, keys: Keys) -> None:
    people = samples.cprs(2, samples.date(2006, 5, 17))
    sent = [[people[0], "280001", "Tømrer", "01-08-2023", end, ""] for end in ("", "31-01-2024")]
    sent += [[people[0], "280001", "Smed", "01-08-2023", "", ""]]
    drop, rows = received(tmp_path, keys, text(SPELLS, sent), "gymnasium")
    assert (len(rows), drop.rows.quarantined, samples.codes(drop).count("key_conflict")) == (1, 2, 2)


def test_one_unknown_code_twice_in_a_key_is_one(tmp_path: Path, keys: Keys) -> None:
    people = samples.cprs(61, samples.date(2006, 5, 17))
    sent = [[cpr, "280001", "STX", "01-08-2023", "", ""] for cpr in people[:60]]
    sent += [[people[60], "280001", "Guldmager", "01-08-2023", "", ""]] * 2
    drop, rows = received(tmp_path, keys, text(SPELLS, sent), "gymnasium")
    assert (drop.rows.loaded, drop.rows.collapsed, "ukendt" in set(rows["education_type"])) == (61, 1, True)


def test_a_last_line_that_is_cut_off(tmp_path: Path, keys: Keys) -> None:
    data = text(samples.ABSENCE, absence(12)).removesuffix(b"0\r\n")[:-6]
    drop, rows = received(tmp_path, keys, data)
    assert (drop.verdict, codes(drop), len(rows)) == ("held", ["cut_off", "row_too_short"], 11)


def test_pupils_who_had_left_are_not_enrolled(tmp_path: Path, keys: Keys) -> None:
    left = ["30-06-2024", "31-07-2025", "05-09-2025", "31-12-2025", "", "15-08-2025"]
    sent = [[*row, each] for row, each in zip(pupils(6), left, strict=True)]
    drop, _ = received(tmp_path, keys, text([*samples.PUPILS, "Udmeldt"], sent))
    assert (drop.verdict, drop.rows.loaded, drop.rows.skipped) == ("accepted_with_warnings", 4, 2)
    told = {p.code: p.message_da for p in drop.problems}
    assert "række 2 og 3" in told["leavers"] and "række 7" in told["leavers_counted"]


@pytest.mark.parametrize(("left", "loaded"), [("15-01-2026", 1), ("31-07-2025", 0)])
def test_the_school_year_of_a_list_of_february_began_in_august(
    tmp_path: Path, keys: Keys, left: str, loaded: int
) -> None:
    sent = [[*row, each] for row, each in zip(pupils(2, "01-02-2026"), (left, ""), strict=True)]
    drop, _ = received(tmp_path, keys, text([*samples.PUPILS, "Udmeldt"], sent), modified=SPRING)
    assert drop.rows.loaded == 1 + loaded


def test_a_member_who_left_before_the_year_is_none_of_it(tmp_path: Path, keys: Keys) -> None:
    sent = [
        ["Klub A", "2025", str(n), "12-09-2012", "K", left]
        for n, left in enumerate(("31-12-2024", "01-06-2025"))
    ]
    drop, _ = received(tmp_path, keys, text([*MEMBERS, "Udmeldt"], sent), "klub-a")
    assert (drop.rows.loaded, drop.rows.skipped) == (1, 1)


@pytest.mark.parametrize("name", ["Udmeldte elever", "Tidligere elever"])
def test_a_sheet_of_leavers_is_not_read(tmp_path: Path, keys: Keys, name: str) -> None:
    sheets = {"5A": [samples.PUPILS, *pupils(3)], name: [samples.PUPILS, *pupils(2, seed=2)]}
    drop, rows = received(tmp_path, keys, samples.workbook(sheets), name="a.xlsx")
    assert (drop.rows.loaded, drop.rows.skipped, len(rows)) == (3, 2, 3)
    assert "leavers_sheet" in codes(drop)


@pytest.mark.parametrize(
    ("title", "verdict"),
    [
        (["Udskrevet: 12-11-2025"], "rejected"),
        (["Udskrevet", "12-11-2025"], "rejected"),
        (["Udtrukket den 12. november 2025"], "rejected"),
        (["Elever pr. 05-09-2025", "Udskrevet: 12-11-2025"], "accepted"),
        (["Skriftlige elever pr. 05-09-2025"], "accepted"),
    ],
)
def test_a_day_of_printing_is_not_the_day_of_the_list(
    tmp_path: Path, keys: Keys, title: list[str], verdict: str
) -> None:
    headers = ["CPR-nr", "Institutionsnr", "Klasse", "Klassetrin", "Distriktsskole"]
    rows = [title, [], headers, *([row[0], row[2], *row[4:]] for row in pupils(3))]
    drop, loaded = received(tmp_path, keys, samples.workbook({"Ark1": rows}), name="a.xlsx")
    assert drop.verdict == verdict
    assert verdict == "rejected" or set(map(str, loaded["snapshot_date"])) == {"2025-09-05"}


def test_birth_dates_that_lost_a_zero(tmp_path: Path, keys: Keys) -> None:
    born = ("10812", "120912", "50713")
    sent = [["Klub A", "2025", str(n), each, "K", "OE1"] for n, each in enumerate(born)]
    drop, rows = received(tmp_path, keys, text([*MEMBERS, "Boligområde"], sent), "klub-a")
    assert (drop.verdict, list(map(str, rows["birth_date"]))) == (
        "accepted",
        ["2012-08-01", "2012-09-12", "2013-07-05"],
    )


@pytest.mark.parametrize("born", ["01-01-2038", "39999999", "12-09-1905"])
def test_a_birth_date_that_does_not_fit_the_year_is_quarantined(
    tmp_path: Path, keys: Keys, born: str
) -> None:
    sent = [["Klub A", "2025", "1", born, "K"], ["Klub A", "2025", "2", "12-09-2012", "K"]]
    drop, _ = received(tmp_path, keys, text(MEMBERS, sent), "klub-a")
    assert (drop.rows.loaded, drop.rows.quarantined) == (1, 1)


QUOTED = {
    "every line in quotes": lambda line: f'"{line}"',
    "and filled up": lambda line: f'"{line}";;;;',
}


@pytest.mark.parametrize("write", QUOTED.values(), ids=list(QUOTED))
def test_whole_lines_in_quotes(tmp_path: Path, keys: Keys, write: object) -> None:
    lines = text(samples.ABSENCE, absence(3)).decode().splitlines()
    data = "\r\n".join(map(write, lines)).encode()  # type: ignore[call-overload]
    drop, rows = received(tmp_path, keys, data)
    assert (drop.verdict, codes(drop), len(rows)) == ("accepted_with_warnings", ["one_column"], 3)


def test_everything_in_the_first_column(tmp_path: Path, keys: Keys) -> None:
    lines = text(samples.ABSENCE, absence(3)).decode().splitlines()
    drop, rows = received(
        tmp_path, keys, samples.workbook({"Ark1": [[line] for line in lines]}), name="a.xlsx"
    )
    assert (codes(drop), rows["sick_days"].to_list()) == (["one_column"], [1.5] * 3)


def test_a_sheet_with_one_column_of_something_else_stays(tmp_path: Path, keys: Keys) -> None:
    notes = [["Husk: navn; nummer"], ["a;b"]]
    book = samples.workbook({"Ark1": [samples.ABSENCE, *absence(3)], "Noter": notes})
    drop, _ = received(tmp_path, keys, book, name="a.xlsx")
    assert (drop.verdict, codes(drop)) == ("accepted", [])
