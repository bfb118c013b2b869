"""Reading any bytes either returns sheets or raises Unreadable."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.intake.reading.read_file import read_file
from pipelines.intake.reading.sheet import Unreadable
from pipelines.settings import Limits
from tests.intake import samples

XLSX = samples.workbook({"Ark1": [samples.ABSENCE, *samples.absence(20)], "Ark2": [["x"]]})
SOME = settings(max_examples=80)


def reads_or_refuses(folder: Path, data: bytes) -> bool:
    path = folder / "fil"
    path.write_bytes(data)
    try:
        return bool(read_file(path, set(), Limits()).sheets)
    except Unreadable:
        return False


def test_the_whole_workbook_is_read(tmp_path: Path) -> None:
    assert reads_or_refuses(tmp_path, XLSX)


@SOME
@given(st.integers(5, len(XLSX) - 1))
def test_a_workbook_cut_off_anywhere_is_refused(tmp_path: Path, length: int) -> None:
    assert not reads_or_refuses(tmp_path, XLSX[:length])


@SOME
@given(st.integers(0, len(XLSX) - 8), st.binary(min_size=1, max_size=8))
def test_a_workbook_with_any_bytes_changed_is_read_or_refused(
    tmp_path: Path, place: int, data: bytes
) -> None:
    reads_or_refuses(tmp_path, XLSX[:place] + data + XLSX[place + len(data) :])


@pytest.mark.parametrize("version", [0, 90, 255])
def test_a_zip_of_the_future_is_refused(tmp_path: Path, version: int) -> None:
    place = XLSX.rindex(b"PK\x01\x02") + 6
    reads_or_refuses(tmp_path, XLSX[:place] + bytes([version]) + XLSX[place + 1 :])


@SOME
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]))
@example(b'sep="\r\n"a"b"\r\n', b"")
@example(b"sep=\r\r\na\r\n", b"")
@example(b'"', b"")
@example(b"\xef\xbb\xbf\xff", b"")
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes, head: bytes) -> None:
    reads_or_refuses(tmp_path, head + data)
