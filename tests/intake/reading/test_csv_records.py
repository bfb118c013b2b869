"""Splitting lines into rows: a stray quote affects its own row only."""

from __future__ import annotations

import csv
import io
import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from pipelines.intake.reading.csv_records import split
from pipelines.intake.reading.mojibake import repair_text

cells = st.text(st.sampled_from("ab ;,\"'æ"), max_size=8)
lines = st.text(st.sampled_from("ab ;,'æ\n\r"), max_size=8).filter(lambda cell: "\r\r\n" not in cell)
plain = st.text(st.sampled_from("abc 1,5æ"), min_size=1, max_size=6)


def written(rows: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue()


@given(st.lists(st.lists(cells, min_size=2, max_size=4).filter(any), min_size=1, max_size=6))
def test_what_a_csv_writer_wrote_is_read_without_a_note(rows: list[list[str]]) -> None:
    assert split(written(rows), ";") == (rows, [])


@given(st.lists(st.lists(lines, min_size=3, max_size=3).filter(any), min_size=1, max_size=6))
def test_lines_and_delimiters_in_quotes_are_within_their_cells(rows: list[list[str]]) -> None:
    assert split(written(rows), ";") == (rows, [])


@given(
    st.lists(st.lists(plain, min_size=3, max_size=3), min_size=3, max_size=12),
    st.integers(0, 11),
    st.integers(0, 2),
)
def test_an_open_quote_costs_no_other_row(rows: list[list[str]], row: int, column: int) -> None:
    row %= len(rows)
    faulty = [list(cells) for cells in rows]
    faulty[row][column] = '"' + faulty[row][column]
    found, notes = split("\n".join(";".join(cells) for cells in faulty), ";")
    assert (len(found), [note.row for note in notes]) == (len(rows), [row + 1])
    assert [r for n, r in enumerate(found) if n != row] == [r for n, r in enumerate(rows) if n != row]


@given(st.text(), st.sampled_from([";", ",", "\t", "|"]), st.sampled_from(['"', "'"]))
def test_any_text_is_split_and_every_line_is_in_some_row(text: str, delimiter: str, quote: str) -> None:
    found, _ = split(text, delimiter, quote)
    assert sum(map(len, found)) <= len(text) + 1
    lettered = [c for c in text if c.isalpha()]
    assert [c for row in found for cell in row for c in cell if c.isalpha()] == lettered


@given(
    st.text(st.sampled_from("æøåÆØÅéabc 12"), max_size=20), st.sampled_from(["cp1252", "cp850", "mac_roman"])
)
def test_letters_misread_in_any_of_the_encodings_are_repaired(text: str, misread_as: str) -> None:
    assert repair_text(text.encode().decode(misread_as)) == text


@given(st.text(st.sampled_from("æøåÆØÅéüöä–’ abc"), max_size=20))
def test_correct_letters_are_unchanged(text: str) -> None:
    assert repair_text(text) == text


rows_of_lines = st.lists(st.lists(lines, min_size=2, max_size=3), min_size=1, max_size=4)


@given(rows_of_lines.filter(lambda rows: all(map(any, rows))), st.booleans(), st.integers(0, 12))
def test_a_row_of_many_lines_is_shortened_and_changes_no_other(
    rows: list[list[str]], is_open: bool, most: int
) -> None:
    text = written(rows) + ('"an open quote;\nand more' if is_open else "")
    whole, notes = split(text, ";")
    shortened, same_notes = split(text, ";", most=most)
    assert (list(map(len, shortened)), same_notes) == (list(map(len, whole)), notes)
    for row, cells in zip(whole, shortened, strict=True):
        assert cells == row or len("".join(cells)) > most - 3 * len(row)


def test_a_cell_of_many_lines_takes_no_more_memory_than_its_text() -> None:
    text = 'a;b\n1;"' + "some words of a very long cell\n" * 100_000 + '"\n'
    tracemalloc.start()
    rows, _ = split(text, ";", most=10_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (rows[0], len(rows[1]), len(rows[1][1]) > 9_000) == (["a", "b"], 2, True)
    assert peak < len(text) / 4


def test_two_carriage_returns_end_one_line() -> None:
    """The row numbers of a receipt would else be double those that the sender sees."""
    assert split("a;b\r\r\n1;2\r\r\n", ";") == ([["a", "b"], ["1", "2"]], [])
    assert split('a;"b"\r\r\n1;2\r\r\n', ";") == ([["a", "b"], ["1", "2"]], [])


STRAY = 'a "b" c;d\n'


def test_a_cell_of_several_lines_is_one_beside_a_stray_quote() -> None:
    rows, notes = split(f'a;b\n1;"to\neller tre\nlinjer"\n{STRAY}', ";")
    assert rows == [["a", "b"], ["1", "to\neller tre\nlinjer"], ['a "b" c', "d"]]
    assert [note.row for note in notes] == [3]


def test_a_cell_of_several_lines_is_one_also_in_a_list_of_one_column() -> None:
    rows, _ = split('Bemærkning\n"to\neller tre\nlinjer"\nhan "Bo"\n', ";")
    assert rows == [["Bemærkning"], ["to\neller tre\nlinjer"], ['han "Bo"']]


def test_a_quote_that_is_closed_only_a_page_later_was_never_closed() -> None:
    notes = "en note\n" * 60
    rows, _ = split(f'a;b\n1;"x\n{notes}y"\n{STRAY}', ";")
    assert len(rows) == 64


def test_a_title_above_the_rows_does_not_say_how_many_cells_they_have() -> None:
    rows, notes = split('Fravær\na;b\n1;"x\n2;3\n4;y"\n', ";")
    assert [row[0] for row in rows] == ["Fravær", "a", "1", "2", "4"]
    assert [note.row for note in notes] == [3, 5]


def test_quotes_that_are_escaped_or_have_spaces_around_them() -> None:
    rows, notes = split('a;b\n "en ""to"" tre" ; "4" \n"fem \\"seks\\"; syv";"7"\n', ";")
    assert rows[1:] == [['en "to" tre', "4"], ['fem "seks"; syv', "7"]]
    assert [note.row for note in notes] == [3], "a program that escapes with a backslash is unusual"
