"""What the XML of a workbook says of cells that calamine reads otherwise: errors, percentages, marks, hidden ones."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.intake.reading.cell_flags import CellFlags
from pipelines.intake.reading.ooxml import _OF_INTEREST, _Book, cell_flags_of
from pipelines.intake.reading.ooxml_strings import has_escapes, unescaped
from tests.intake.reading import forged_files

STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="165" formatCode="0.0%"/><numFmt numFmtId="166" formatCode="Standard"/>'
    '</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="10"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>'
    '<cellStyles/><dxfs><xf numFmtId="9"/></dxfs></styleSheet>'
)
RELATION = '<Relationship Id="r1" Target="{}"{}/>'


def archive(
    sheet: str,
    strings: str = "",
    calculation: str = "",
    relation: str = RELATION.format("worksheets/sheet1.xml", ""),
    encoding: str = "utf-8",
) -> zipfile.ZipFile:
    parts = {
        "xl/workbook.xml": f'<workbook><sheets><sheet name="Ark1" id="r1"/></sheets>{calculation}</workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{relation}</Relationships>",
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f"<sst>{strings}</sst>",
    }
    data = {name: part.encode() for name, part in parts.items()}
    data["xl/worksheets/sheet1.xml"] = f"<worksheet>{sheet}</worksheet>".encode(encoding)
    return zipfile.ZipFile(io.BytesIO(forged_files.zipped(data)))


def flags(sheet: str, strings: str = "", calculation: str = "", encoding: str = "utf-8") -> CellFlags:
    return cell_flags_of(archive(sheet, strings, calculation, encoding=encoding)).get("Ark1", CellFlags())


@pytest.mark.parametrize(
    ("style", "text"), [("0", None), ("1", "87,5 %"), ("2", "87,5 %"), ("3", "87,5 %"), ("4", "0,8750")]
)
def test_a_number_is_shown_by_the_style_of_its_cell(style: str, text: str | None) -> None:
    found = flags(f'<row r="1"><c r="A1" s="{style}"><v>0.875</v></c></row>')
    assert found.texts.get((0, 0)) == text


def test_rows_and_cells_without_a_place_follow_one_another() -> None:
    error = '<c t="e"><v>#N/A</v></c>'
    rows = f'<row>{error}<c/>{error}</row><row r="5"><c r="C5"/>{error}</row><row>{error}</row>'
    assert list(flags(rows).texts) == [(0, 0), (0, 2), (4, 3), (5, 0)]


@pytest.mark.parametrize("hidden", ["1", "true"])
def test_what_is_hidden_is_known(hidden: str) -> None:
    columns = f'<cols><col min="2" max="3" hidden="{hidden}"/><col min="5" max="5" hidden="0"/></cols>'
    found = flags(f'{columns}<row r="3" hidden="{hidden}"/><row r="4" hidden="0"/>')
    assert (found.hidden_columns, found.hidden_rows) == ({1, 2}, {2})


def test_columns_hidden_to_the_end_of_the_sheet_and_beyond_end_there() -> None:
    assert max(flags('<cols><col min="8" max="9999999" hidden="1"/></cols>').hidden_columns) == 16_383


@pytest.mark.parametrize(
    ("formula", "is_found"),
    [
        ("<f>A1+1</f>", True),
        ("<f>A1+1</f><v></v>", True),
        ("<f>A1+1</f><v/>", True),
        ('<f t="shared" si="0"/>', True),
        ("<f>A1+1</f><v> </v>", True),
        ("<f>A1+1</f><v>2</v>", False),
    ],
)
def test_a_formula_without_a_value_was_not_calculated(formula: str, is_found: bool) -> None:
    assert flags(f'<row r="1"><c r="A1">{formula}</c></row>').uncalculated == [(0, 0)] * is_found


@pytest.mark.parametrize(
    ("below", "is_found"),
    [
        ("", True),
        ('<c r="A3"/>', True),
        ('<c r="A3"><v>7</v></c>', False),
        ('<c r="A3" t="inlineStr"><is><t>ja</t></is></c>', False),
        ('<c r="A3" t="str"><f>B3</f><v>ja</v></c>', False),
    ],
)
def test_an_empty_text_among_results_is_a_result(below: str, is_found: bool) -> None:
    empty = "".join(f'<row r="{r}"><c r="A{r}" t="str"><f>B{r}</f><v></v></c></row>' for r in (1, 2))
    assert flags(f'{empty}<row r="3">{below}</row>').uncalculated == [(0, 0), (1, 0)] * is_found


@pytest.mark.parametrize(("asked", "is_found"), [("1", True), ("true", True), ("0", False)])
def test_zeros_of_formulas_that_are_to_be_calculated_on_opening(asked: str, is_found: bool) -> None:
    zeros = "".join(f'<row r="{row}"><c r="A{row}"><f>B1</f><v>0</v></c></row>' for row in (1, 2))
    found = flags(zeros, calculation=f'<calcPr fullCalcOnLoad="{asked}"/>')
    assert found.uncalculated == [(0, 0), (1, 0)] * is_found


def run(text: str, raised: str = "") -> str:
    properties = f'<rPr><vertAlign val="{raised}"/></rPr>' if raised else ""
    return f"<r>{properties}<t>{text}</t></r>"


@pytest.mark.parametrize(
    ("string", "text"),
    [
        (run("44") + run("1", "superscript"), "44"),
        (run("44") + run("1", "superscript") + run(" elever"), "44 elever"),
        (run("1", "superscript") + run("44"), None),
        (run("44") + run("2", "subscript"), None),
        ("<t>44</t>", None),
    ],
)
def test_a_raised_mark_after_a_text_is_none_of_it(string: str, text: str | None) -> None:
    other = f"<si>{run('a')}{run('b', 'superscript')}</si>"
    shared = flags('<row r="1"><c r="B1" t="s"><v>1</v></c></row>', f"{other}<si>{string}</si>{other}")
    written = flags(f'<row r="1"><c r="B1" t="inlineStr"><is>{string}</is></c></row>')
    for found in (shared, written):
        assert (found.texts.get((0, 1)), found.marked) == (text, [(0, 1)] if text else [])


def test_a_sheet_in_another_encoding_is_read_too() -> None:
    sheet = '<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>'
    assert flags(sheet, encoding="utf-16").texts == {(0, 0): "#I/T"}


@pytest.mark.parametrize(
    ("relation", "is_read"),
    [
        (RELATION.format("/xl/worksheets/sheet1.xml", ""), True),
        (RELATION.format("./worksheets/../worksheets/sheet1.xml", ""), True),
        (RELATION.format("worksheets/sheet1.xml", ' TargetMode="External"'), False),
        (RELATION.format("worksheets/missing.xml", ""), False),
    ],
)
def test_a_sheet_is_found_by_its_relationship(relation: str, is_read: bool) -> None:
    found = cell_flags_of(archive('<row r="1" hidden="1"/>', relation=relation))
    assert ("Ark1" in found) is is_read


def test_a_broken_sheet_has_the_flags_up_to_where_it_breaks() -> None:
    assert flags('<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row><row hidden="1"').texts == {(0, 0): "#I/T"}


def test_a_character_that_xml_cannot_hold_is_written_by_its_number() -> None:
    assert unescaped("to_x000D_\nlinjer") == "to\r\nlinjer"
    assert unescaped("_x0041__x005F_x000D_") == "A_x000D_"
    assert unescaped("a_x2028_b") == "a\u2028b"
    assert unescaped("elev_x12") == "elev_x12"
    assert has_escapes(archive("", "<si><t>to_x000D_</t></si>"))
    assert not has_escapes(archive("", "<si><t>elev_x1</t></si>")) and not has_escapes(None)


PIECES = st.sampled_from(
    [
        *"<>/=\"' \n\tefst:x1v",
        "<c ",
        "</c>",
        "<f",
        "</f>",
        "<x:f",
        "</x:f>",
        "/>",
        "<v/>",
        "hidden=",
        "t=",
        "superscript",
        's="1"',
    ]
)
BOOK = _Book(percent={"1"}, general=set(), strings={}, recalculated=True)


@given(st.lists(PIECES, max_size=12).map("".join))
@example("<c t='e'><v>#N/A</v></c>")
@example('<c r="A1" t="e"/>')
@example('<row r="1" hidden="1">')
@example("<c><f>1+1</f></c>")
@example("<c><f\n/></c>")
@example('<x:c><x:f t="shared"/></x:c>')
@example("<f</></c>")
@example("<f:x/></c>")
def test_a_sheet_is_parsed_where_the_pattern_finds_something(xml: str) -> None:
    assert BOOK.concerns(xml.encode()) or not _OF_INTEREST.search(xml.encode())


@given(st.lists(PIECES, max_size=12).map("".join), st.integers(1, 9))
@example("<c t='e'><v>#N/A</v></c>", 1)
@example('<vertAlign val="superscript"/>', 4)
@example("<c><f>1+1</f><v>2</v></c>", 1)
def test_what_is_found_in_the_whole_is_found_piece_by_piece(xml: str, size: int) -> None:
    data = xml.encode()
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    assert BOOK.may_concern(pieces) or not BOOK.concerns(data)


def test_a_member_that_breaks_off_has_no_flags() -> None:
    whole = archive('<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>')
    assert whole.fp is not None
    whole.fp.seek(whole.getinfo("xl/worksheets/sheet1.xml").header_offset)
    whole.fp.write(b"no zip")
    assert cell_flags_of(whole) == {}
