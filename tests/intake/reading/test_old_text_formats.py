"""SYLK and DIF, as old spreadsheets write them."""

from __future__ import annotations

from pipelines.intake.reading.old_text_formats import read_dif, read_sylk
from pipelines.settings import Limits


def sylk(*cells: str) -> list[list[str]]:
    (sheet,) = read_sylk("\n".join(["ID;P", *cells, "E"]).encode("cp1252"), Limits()).sheets
    return list(sheet.rows)


def dif(*lines: str) -> list[list[str]]:
    head = ["TABLE", "0,1", '"EXCEL"', "DATA", "0,0", '""']
    (sheet,) = read_dif("\n".join([*head, *lines, "-1,0", "EOD"]).encode("cp1252"), Limits()).sheets
    return list(sheet.rows)


def test_a_place_that_is_left_out_is_that_of_the_cell_before() -> None:
    assert sylk('C;Y2;X1;K"a"', 'C;X3;K"b"', 'C;Y3;K"c"') == [[], ["a", "", "b"], ["", "", "c"]]


def test_a_semicolon_within_a_text_is_doubled() -> None:
    assert sylk('C;Y1;X1;K"a;;b";F0') == [["a;b"]]


def test_the_values_of_sylk() -> None:
    cells = ["K-7.5", "KTRUE", "KFALSE", "K#N/A", 'K"0101"', "Kx"]
    assert sylk(*(f"C;Y1;X{x};{cell}" for x, cell in enumerate(cells, 1))) == [
        ["-7,5", "SAND", "FALSK", "#I/T", "0101", "x"]
    ]


def test_a_format_of_a_cell_is_no_content() -> None:
    assert sylk("F;Y9;X9;FD0G", 'C;Y1;X1;K"a"') == [["a"]]


def test_the_rows_and_values_of_dif() -> None:
    first = ["-1,0", "BOT", "1,0", '"CPR ""nr"""', "0,7.5", "V", "0,1", "TRUE"]
    second = ["-1,0", "BOT", "1,0", '"a"', "0,0", "NA"]
    assert dif(*first, *second) == [['CPR "nr"', "7,5", "1"], ["a", "#I/T", ""]]
