from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.intake.reading.delimited_text import DELIMITERS, read
from pipelines.intake.reading.sheet import Unreadable
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
