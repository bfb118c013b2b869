from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.intake.reading.delimited_text import DELIMITERS, read, read_bytes
from pipelines.intake.reading.sheet import Note, Sheet, Unreadable
from pipelines.settings import Limits
from schemas.folding import fold
from tests.intake import samples

HEADERS = {fold(header) for header in samples.ABSENCE}


def rows(folder: Path, data: bytes, limits: Limits | None = None) -> list[list[str]]:
    path = folder / "fil"
    path.write_bytes(data)
    (sheet,) = read(path, HEADERS, limits or Limits()).sheets
    return sheet.rows


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str, ending: str) -> None:
    sent_rows = samples.absence()
    data = samples.text(samples.ABSENCE, sent_rows, delimiter=delimiter, lineterminator=ending)
    assert rows(tmp_path, data) == [list(samples.ABSENCE), *sent_rows]


def test_commas_in_numbers_do_not_make_them_delimiters(tmp_path: Path) -> None:
    data = b"CPR-nr;M\xc3\xa5ned\r\n1,2,3;4,5,6\r\n1,2,3;4,5,6\r\n"
    assert rows(tmp_path, data)[1] == ["1,2,3", "4,5,6"]


@pytest.mark.parametrize("line", ["sep=;", "SEP=;", '"sep=;"'])
def test_a_declared_delimiter_is_no_row(tmp_path: Path, line: str) -> None:
    assert rows(tmp_path, f"{line}\r\nCPR-nr;Måned\r\n1;2\r\n".encode("utf-8-sig")) == [
        ["CPR-nr", "Måned"],
        ["1", "2"],
    ]


def test_a_declared_tab_is_honoured(tmp_path: Path) -> None:
    assert rows(tmp_path, b"sep=\t\r\na;b\tc\r\n") == [["a;b", "c"]]


def test_quotes_hold_delimiters_quotes_and_newlines(tmp_path: Path) -> None:
    sent_rows = [["1;2", 'han sagde "nej"', "to\r\nlinjer"], ["a", "b", "c"]]
    assert rows(tmp_path, samples.text(samples.ABSENCE[:3], sent_rows))[1:] == sent_rows


def test_a_newline_in_quotes_counts_as_one_row_as_in_excel(tmp_path: Path) -> None:
    data = b'CPR-nr;M\xc3\xa5ned\r\n"a\r\nb";1\r\n2;3\r\n'
    assert rows(tmp_path, data)[2] == ["2", "3"]


def test_ragged_tails_are_kept_as_empty_cells(tmp_path: Path) -> None:
    assert rows(tmp_path, b"CPR-nr;M\xc3\xa5ned;;;\r\n1;2;;;;;\r\n3;4\r\n") == [
        ["CPR-nr", "Måned", "", "", ""],
        ["1", "2", "", "", "", "", ""],
        ["3", "4"],
    ]


def test_blank_lines_keep_their_place(tmp_path: Path) -> None:
    assert rows(tmp_path, b"CPR-nr;M\xc3\xa5ned\r\n\r\n1;2\r\n")[2] == ["1", "2"]


def test_what_was_read_is_described_in_danish(tmp_path: Path) -> None:
    path = tmp_path / "fil"
    path.write_bytes(samples.text(samples.ABSENCE, [], "cp1252"))
    assert read(path, HEADERS, Limits()).read_as == "tekstfil (Windows-1252, adskilt af semikolon)"


@pytest.mark.parametrize(
    ("limits", "code"), [(Limits(rows=2), "too_many_rows"), (Limits(columns=6), "too_many_columns")]
)
def test_over_a_limit_is_refused(tmp_path: Path, limits: Limits, code: str) -> None:
    with pytest.raises(Unreadable) as problem:
        rows(tmp_path, samples.text(samples.ABSENCE, samples.absence()), limits)
    assert problem.value.code == code


def test_up_to_a_limit_is_read(tmp_path: Path) -> None:
    sent = samples.absence(3)
    assert rows(tmp_path, samples.text(samples.ABSENCE, sent), Limits(rows=4, columns=7))[1:] == sent


def sheet_of(data: bytes) -> Sheet:
    (found,) = read_bytes(data, HEADERS, Limits()).sheets
    return found


def test_nul_characters_are_counted_where_they_are_no_half_of_a_letter() -> None:
    sent = samples.text(samples.ABSENCE, samples.absence(9))
    assert sheet_of(sent.replace(b"561001", b"5610\x0001", 2)).notes == [Note("nul_dropped", times=2)]
    assert sheet_of(sent.decode().encode("utf-16")).notes == []


def test_a_delimiter_by_which_the_rows_have_many_widths_is_in_doubt_where_another_gives_one() -> None:
    mixed = "CPR-nr;Skole\n" + "a,b,c\na;b,c,d\n" * 9
    doubted = "CPR-nr;x,Navn,By\n" + "1;2;3,a,b\n1,a,b\n" * 9
    assert sheet_of(mixed.encode()).notes == []
    assert sheet_of(doubted.encode()).notes == [Note("delimiter_doubt")]
    assert sheet_of(b"CPR-nr;Navn\n" + b"1;a,b\n" * 9).notes == []


def test_a_column_alone_has_no_delimiter_in_doubt() -> None:
    assert sheet_of(b"CPR-nr\n0101124321\n0201124321\n").rows[0] == ["CPR-nr"]


@pytest.mark.parametrize(
    ("ending", "unfinished"), [("\n", False), ("\r", False), ("\r\n", False), ("", True)]
)
def test_a_file_whose_last_line_has_no_end_is_unfinished(ending: str, unfinished: bool) -> None:
    assert sheet_of(f"a;b\n1;2{ending}".encode()).unfinished is unfinished


def test_quotes_around_some_headers_alone_are_of_the_text() -> None:
    assert sheet_of(b"CPR-nr;'Skole'\n1;'a'\n").rows == [["CPR-nr", "'Skole'"], ["1", "'a'"]]
    assert sheet_of("CPR-nr;“Skole”\n1;“a”\n".encode()).rows == [["CPR-nr", "“Skole”"], ["1", "“a”"]]


def test_a_mark_of_text_is_no_part_of_its_cell() -> None:
    assert sheet_of(b'CPR-nr;Skole\n="0101124321";a="b"\n').rows[1] == ["0101124321", 'a="b"']


def test_the_delimiter_is_that_of_the_header_also_below_a_title() -> None:
    lines = ["Udtræk, Østskolen", "CPR-nr;Måned;Bemærkning, fri", *["1;2;a, b"] * 9]
    found = sheet_of("\n".join(lines).encode())
    assert found.rows[1:3] == [["CPR-nr", "Måned", "Bemærkning, fri"], ["1", "2", "a, b"]]


@pytest.mark.parametrize(
    ("line", "code"), [(b"1234\n1\n", ""), (b"1;345", ""), (b"1\n123456\n1", "line_too_long")]
)
def test_the_longest_line_has_so_many_bytes_with_its_end(tmp_path: Path, line: bytes, code: str) -> None:
    if not code:
        assert rows(tmp_path, line, Limits(line_bytes=5))
        return
    with pytest.raises(Unreadable, match=code):
        rows(tmp_path, line, Limits(line_bytes=5))


# A single quote, an empty line or an empty last cell is no table; any other Latin letters may occur.
cells = st.text(st.characters(codec="cp1252", exclude_categories=("Cc", "Cf")), max_size=12)


@settings(max_examples=60)
@given(
    st.lists(st.lists(cells, min_size=7, max_size=7), max_size=8),
    st.sampled_from(list(DELIMITERS)),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\r\n", "\n"]),
)
def test_any_table_is_read_as_it_was_written(
    tmp_path: Path, sent_rows: list[list[str]], delimiter: str, quoting: int, codec: str, ending: str
) -> None:
    data = samples.text(
        samples.ABSENCE, sent_rows, codec, delimiter=delimiter, quoting=quoting, lineterminator=ending
    )
    assert rows(tmp_path, data) == [list(samples.ABSENCE), *sent_rows]


@given(
    st.lists(
        st.lists(st.text("abcæøåÆØÅ 0123,;", max_size=8), min_size=7, max_size=7), min_size=1, max_size=5
    ),
    st.sampled_from(["cp1252", "cp850", "mac_roman"]),
)
def test_danish_tables_are_read_from_old_encodings(
    tmp_path: Path, sent_rows: list[list[str]], codec: str
) -> None:
    assert rows(tmp_path, samples.text(samples.ABSENCE, sent_rows, codec)) == [
        list(samples.ABSENCE),
        *sent_rows,
    ]
