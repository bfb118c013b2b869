"""Several tables packed in a zip by a partner, and what may stand beside them."""

from __future__ import annotations

import pytest

from pipelines.intake.reading import delimited_text, zip_file
from pipelines.intake.reading.sheet import Note, Reading, Unreadable
from pipelines.settings import Limits
from tests.intake import samples
from tests.intake.reading import forged_files

TABLE = b"CPR-nr;M\xc3\xa5ned\r\n1;2\r\n"


def member(data: bytes) -> Reading:
    if data.startswith(b"%PDF"):
        raise Unreadable("not_a_table")
    if data.startswith(b"tom"):
        raise Unreadable("nothing_in_file")
    return delimited_text.read_bytes(data, set(), Limits())


def read(files: dict[str, bytes], limits: Limits | None = None, is_inside: bool = False) -> Reading:
    data = forged_files.zipped(files)
    return zip_file.read(data, limits or Limits(zip_ratio=10_000), None if is_inside else member)


def refused(files: dict[str, bytes], limits: Limits | None = None, is_inside: bool = False) -> str:
    with pytest.raises(Unreadable) as problem:
        read(files, limits, is_inside)
    return problem.value.code


def test_what_systems_and_programs_add_is_no_table() -> None:
    """A Mac adds a folder with names like those of the files; Excel and LibreOffice add locks beside an open file."""
    added = ("__MACOSX/a.csv", ".DS_Store", "b/.~lock.a.csv#", "~$a.xlsx", "b/")
    found = read({"b/a.csv": TABLE, **dict.fromkeys(added, TABLE)})
    assert [(sheet.name, sheet.rows[1]) for sheet in found.sheets] == [("a.csv", ["1", "2"])]
    assert found.notes == []


def test_files_that_cannot_be_read_are_counted() -> None:
    found = read({"a.pdf": b"%PDF", "b.csv": TABLE, "c.pdf": b"%PDF"})
    assert ([sheet.name for sheet in found.sheets], found.notes) == (
        ["b.csv"],
        [Note("file_in_zip_unread", times=2)],
    )


def test_a_zip_without_any_table_says_what_is_wrong_with_its_first_file() -> None:
    assert refused({"a": b"tom", "b": b"%PDF"}) == "nothing_in_file"
    assert refused({}) == "not_a_table"
    assert refused({"a": TABLE}, is_inside=True) == "not_a_table"


def test_a_long_name_of_a_file_is_cut_and_a_sheet_keeps_its_own() -> None:
    (found,) = read({"mappe/" + "x" * 80 + ".csv": TABLE}).sheets
    assert found.name == "x" * 60


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(sheets=3), ""),
        (Limits(sheets=2), "too_many_sheets"),
        (Limits(unpacked_bytes=3_000), ""),
        (Limits(unpacked_bytes=2_999), "too_large_unpacked"),
        (Limits(zip_ratio=1), "too_large_unpacked"),
    ],
)
def test_more_than_the_limit_is_refused(limits: Limits, code: str) -> None:
    files = dict.fromkeys("abc", b"a;b\n" * 250)
    if code:
        assert refused(files, limits) == code
    else:
        assert len(read(files, limits).sheets) == 3


def test_an_encrypted_document_is_protected() -> None:
    manifest = b"<manifest><encryption-data/></manifest>"
    assert refused({"content.xml": b"x", "META-INF/manifest.xml": manifest}) == "protected"
    assert refused({"content.xml": b"<a/>", "META-INF/manifest.xml": b"<manifest/>"}) == "not_a_table"


def test_a_workbook_is_read_by_the_reader_of_workbooks() -> None:
    found = read({"a.csv": TABLE, "b.csv": TABLE})
    assert found.read_as == "zip-fil"
    book = zip_file.read(samples.workbook({"Ark1": [["a"]]}), Limits(), member)
    assert (book.read_as, book.sheets[0].name) == ("Excel-fil", "Ark1")
