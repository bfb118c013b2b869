"""Reading regular text block by block gives the same results as reading cell by cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import polars as pl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pipelines.intake.archive.drop_folder import QUARANTINE, ROWS
from pipelines.intake.examination import examine
from pipelines.intake.frames import spill
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.reading import regular_text
from pipelines.intake.reading.regular_block import Irregular
from pipelines.settings import Limits, Settings
from tests.intake import samples
from tests.intake.samples import ingest, put, text

Outcome = tuple[dict[str, Any], list[pl.DataFrame], str]
PEOPLE = [
    *samples.cprs(12),
    *samples.cprs(2, samples.date(1990, 5, 17)),
    "",
    "170514",
    "1,01E+08",
    "x",
]
DAYS = ["20", "1,5", "0", "", "2.5", "1.234", "-", "..", "-1", "fem", "32", " 7 ", "#I/T", "9" * 30]


def cell_by_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    def irregular(*args: object) -> NoReturn:
        raise Irregular

    monkeypatch.setattr(examine, "open_regular", irregular)


def ingested(folder: Path, keys: Keys, data: bytes, partner: str = "oestskolen") -> list[Outcome]:
    """Ingest a file; return its manifests, stored tables and page, without identifiers of this copy of the file."""
    installation = Settings(folder / "data", folder / "keys", Limits(settle_seconds=0.0))
    put(installation, data, partner=partner)
    found = []
    for drop in ingest(installation, keys):
        stored = [
            pl.read_parquet(f)
            for n in (ROWS, QUARANTINE)
            if (f := installation.raw / drop.folder / n).exists()
        ]
        (page,) = (installation.inbox / drop.partner / "retur").glob(f"*{drop.receipt_id}.html")
        page_text = re.sub(r"\d{8}-\w{8}", "", page.read_text(encoding="utf-8"))
        manifest = drop.as_json() | {"receipt_id": "", "taken_at": ""}
        found.append((manifest, [table.drop("receipt_id") for table in stored], page_text))
    return found


def agree(one: list[Outcome], other: list[Outcome]) -> None:
    assert [manifest for manifest, _, _ in one] == [manifest for manifest, _, _ in other]
    for (_, tables, _), (_, others, _) in zip(one, other, strict=True):
        assert [table.schema for table in tables] == [table.schema for table in others]
        assert all(table.equals(same) for table, same in zip(tables, others, strict=True))
    assert [page_text for _, _, page_text in one] == [page_text for _, _, page_text in other]


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """Treat a few lines as many, so that a small file is handled like a large one."""
    monkeypatch.setattr(regular_text, "BLOCK_BYTES", 150)
    monkeypatch.setattr(spill, "ROWS_IN_MEMORY", 5)
    monkeypatch.setattr(spill, "NUMBERS_AT_ONCE", 4)


rows = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE),
        st.sampled_from(["561001", "561002", "Østskolen", "nix"]),
        st.sampled_from(["2025M09", "sep 2025", "09-2025", "2025M13", "2030M01", "oktober  2025"]),
        *[st.sampled_from(DAYS)] * 4,
        st.sampled_from(["", " ", "Åse", "170514-4123"]),
    ),
    min_size=1,
    max_size=40,
)
spells = st.lists(
    st.tuples(
        st.sampled_from(samples.cprs(3, samples.date(2006, 5, 17))),
        st.sampled_from(["280001", "x"]),
        st.sampled_from(["EUD", "STX", "sløjd"]),
        st.sampled_from(["01-08-2024", "3/4/2025", "4/5/2025", "2025-01-01", "i går"]),
        st.sampled_from(["", "31-12-9999", "01-02-2025", "5/6/2025"]),
        st.sampled_from(["", "10", "99"]),
    ),
    min_size=1,
    max_size=25,
)
few = settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.generate],
)


def both(
    folders: pytest.TempPathFactory, keys: Keys, data: bytes, partner: str = "oestskolen"
) -> tuple[list[Outcome], list[Outcome]]:
    """Ingest a file block by block, and cell by cell."""
    fast = ingested(folders.mktemp("fast"), keys, data, partner)
    with pytest.MonkeyPatch.context() as patched:
        cell_by_cell(patched)
        return fast, ingested(folders.mktemp("careful"), keys, data, partner)


@few
@given(rows, st.sampled_from(["\r\n", "\n"]), st.sampled_from([";", "\t", "|"]), st.booleans())
def test_absence_gives_the_same_outcome(
    tmp_path_factory: pytest.TempPathFactory,
    keys: Keys,
    tiny: None,
    sent_rows: list[tuple[str, ...]],
    ending: str,
    delimiter: str,
    byte_order_mark: bool,
) -> None:
    codec = "utf-8-sig" if byte_order_mark else "utf-8"
    headers = [*samples.ABSENCE, "Bemærkning"]
    data = text(headers, sent_rows, codec, delimiter=delimiter, lineterminator=ending)
    agree(*both(tmp_path_factory, keys, data))


SPELLS = ["CPR", "Institutionsnr", "Uddannelse", "Startdato", "Slutdato", "Afgangsårsag"]


@few
@given(spells)
def test_spells_give_the_same_outcome(
    tmp_path_factory: pytest.TempPathFactory, keys: Keys, tiny: None, sent_rows: list[tuple[str, ...]]
) -> None:
    fast, slow = both(tmp_path_factory, keys, text(SPELLS, sent_rows), "erhvervsskole")
    assert fast[0][0]["feed"] == "enrolments" and fast[0][0]["rows"]["read"] == len(sent_rows)
    agree(fast, slow)


@pytest.mark.parametrize("cell", ["'1,5", "\u20191,5", "1,5 ", " 1,5", "1,5\t", "+1,5"])
@pytest.mark.parametrize("at", [0, 7])
def test_one_cell_that_needs_cleaning(
    tmp_path_factory: pytest.TempPathFactory, keys: Keys, tiny: None, cell: str, at: int
) -> None:
    sent_rows = samples.absence(8, sick="2")
    sent_rows[at][4] = cell
    (fast,), (slow,) = both(tmp_path_factory, keys, text(samples.ABSENCE, sent_rows))
    agree([fast], [slow])
    assert fast[1][0]["sick_days"].to_list() == [2.0] * at + [1.5] + [2.0] * (7 - at)


@pytest.mark.parametrize("cell", ["'5 skoler", "5 skoler ", " 5 skoler", "5  skoler"])
@pytest.mark.parametrize("at", [0, 7])
def test_one_text_that_needs_cleaning(
    tmp_path_factory: pytest.TempPathFactory, keys: Keys, tiny: None, cell: str, at: int
) -> None:
    sent_rows = samples.pupils(8)
    sent_rows[at][3] = cell
    (fast,), (slow,) = both(tmp_path_factory, keys, text(samples.PUPILS, sent_rows))
    agree([fast], [slow])
    assert fast[1][0]["school"].to_list() == ["Østskolen"] * at + ["5 skoler"] + ["Østskolen"] * (7 - at)


ODD = [
    ["I alt", "", "", "412", "", "", ""],
    ["", "Total", "", "412", "", "", ""],
    ["Kilde: KMD", *[""] * 6],
    [""] * 7,
    [" ", *[""] * 6],
    [header.upper() for header in samples.ABSENCE],
    ["1", *samples.ABSENCE[1:]],
    ["Summerfuglen", *["1"] * 6],
]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("at", [0, 3, 6])
def test_non_data_rows_are_separated_from_data_rows(
    tmp_path_factory: pytest.TempPathFactory, keys: Keys, tiny: None, odd: list[str], at: int
) -> None:
    sent_rows = samples.absence(6)
    sent_rows.insert(at, odd)
    agree(*both(tmp_path_factory, keys, text(samples.ABSENCE, sent_rows)))


WIDE = ["CPR", "Skolenr", "Skoleår", "110", "120"]
WELLBEING = ["Skolenr", "Skoleår", "Besvarelser", "Trivselsscore"]
GOOD = text(samples.ABSENCE, samples.absence(5))
IRREGULAR: dict[str, Callable[[bytes], bytes]] = {
    "quotes": lambda data: data.replace(b"561001", b'"561001"', 1),
    "one quote": lambda data: data.replace(b"561001", b'56"1001', 1),
    "a narrow line": lambda data: data.replace(b";0;0\r\n", b";0\r\n", 1),
    "a wide line": lambda data: data.replace(b";0;0\r\n", b";0;0;\r\n", 1),
    "a narrow and a wide line": lambda data: data.replace(b";0;0\r\n", b";0\r\n", 1).replace(b";0;0", b";0;0;0", 1),
    "a blank line": lambda data: data + b"\r\n",
    "Windows-1252": lambda data: data.decode().encode("cp1252"),
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "broken UTF-8": lambda data: data.replace(b"20;", b"2\xc30;\xa6", 1),
    "NUL": lambda data: data.replace(b"20;", b"2\x000;", 1),
    "a no-break space": lambda data: data.replace(b"20;", "20\u00a0;".encode(), 1),
    "a letter in two parts": lambda data: data.replace(b"20;", "a\u030a;".encode(), 1),
    "letters misread": lambda data: data.replace(b"20;", "Ã¸;".encode(), 1),
    "a lone carriage return": lambda data: data.replace(b"20;", b"2\r0;", 1),
    "line ends that cross": lambda data: data.replace(b"\r\n", b"\n").replace(b"20", b"2\r0"),
    "a line end that crosses": lambda data: data.replace(b"20;1,5;0;0\r\n", b"2\r0;1,5;0;0\n", 1),
    "line ends that all cross": lambda data: re.sub(rb"(?m)^([^;]*;)(.*)\r\n", rb"\1\r\2\n", data),
    "wide, narrow lines": lambda data: b";0;9\r\n".join(data.split(b";0\r\n", 1)).replace(b";0;0\r\n", b";0\r\n", 1),
    "a declared delimiter": lambda data: b"sep=;\r\n" + data,
    "a title": lambda data: b"Titel;;;;;;\r\n" + data,
    "a column twice": lambda data: data.replace(b"Ulovligt", b"Sygdom", 1),
    "a missing column": lambda data: data.replace(b"Ulovligt", b"Hvadsomhelst", 1),
    "a control character": lambda data: data.replace(b"20;", b"20\x0b;", 1),
    "single quotes": lambda data: text([f"'{h}'" for h in samples.ABSENCE], samples.absence(5)),
    "a wide layout": lambda _: text(WIDE, [["1", "561001", "2024/25", "7", "7"]]),
    "no persons": lambda _: text(WELLBEING, [["561001", "2024/25", "20", "4"]]),
    "markup": lambda data: b"<x>;" + data,
    "a workbook": lambda _: samples.workbook({"Ark1": [samples.ABSENCE, *samples.absence()]}),
    "nothing": lambda _: b"",
}  # fmt: skip


@pytest.mark.parametrize("spoil", IRREGULAR.values(), ids=list(IRREGULAR))
def test_any_other_file_is_read_cell_by_cell(
    tmp_path: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[bytes], bytes]
) -> None:
    asked = watched(monkeypatch)
    ingested(tmp_path, keys, spoil(GOOD))
    assert asked


def test_a_regular_file_is_not(tmp_path: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = watched(monkeypatch)
    assert ingested(tmp_path, keys, GOOD)[0][0]["verdict"] == "accepted"
    assert not asked


def watched(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Record the calls of the reader in a subprocess."""
    asked: list[object] = []
    read = examine.read_in_subprocess

    def reads(*args: Any) -> Any:
        asked.append(args)
        return read(*args)

    monkeypatch.setattr(examine, "read_in_subprocess", reads)
    return asked


def test_a_column_that_turns_out_to_be_written_otherwise_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, keys: Keys, tiny: None
) -> None:
    """`2.351` is 2351 until a later block has `7.5`."""
    sent_rows = samples.absence(8, sick="1.234")
    sent_rows[-1][4] = "7.5"
    (fast,), (slow,) = both(tmp_path_factory, keys, text(samples.ABSENCE, sent_rows))
    agree([fast], [slow])
    assert fast[1][0]["sick_days"].to_list() == [1.234] * 7 + [7.5]


def test_a_later_block_shows_the_decimal_sign_of_another_column(
    tmp_path_factory: pytest.TempPathFactory, keys: Keys, tiny: None
) -> None:
    sent_rows = [[*row[:5], "1.020", "0"] for row in samples.absence(8, sick="0")]
    sent_rows[-1][4] = "0.5"
    (fast,), (slow,) = both(tmp_path_factory, keys, text(samples.ABSENCE, sent_rows))
    agree([fast], [slow])
    assert fast[1][0]["authorised_days"].to_list() == [1.02] * 8


def test_a_line_is_found_again_in_the_file(
    tmp_path: Path, tiny: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regular_text, "_INDEX_STEP", 4)
    monkeypatch.setattr(regular_text, "_HEAD_BYTES", 200)
    sent_rows = samples.absence(30)
    path = tmp_path / "fil"
    path.write_bytes(text(samples.ABSENCE, sent_rows, "utf-8-sig"))
    lines = regular_text.open_regular(path, {"cpr nr", "cprnr"}, Limits())
    assert list(lines.blocks()) and len(lines) == 31
    assert list(lines) == [list(samples.ABSENCE), *sent_rows]


def test_too_many_rows_are_refused(tmp_path: Path, keys: Keys, tiny: None, installation: Settings) -> None:
    small = Settings(installation.data, installation.keys_folder, Limits(settle_seconds=0.0, rows=10))
    put(small, text(samples.ABSENCE, samples.absence(20)))
    (drop,) = ingest(small, keys)
    assert samples.codes(drop) == ["too_many_rows"]


@pytest.mark.parametrize(("most", "codes"), [(20, ["too_many_rows"]), (21, [])])
@pytest.mark.parametrize("careful", [False, True])
def test_the_header_row_counts_towards_the_limit_of_rows(
    keys: Keys,
    tiny: None,
    installation: Settings,
    monkeypatch: pytest.MonkeyPatch,
    most: int,
    codes: list[str],
    careful: bool,
) -> None:
    if careful:
        cell_by_cell(monkeypatch)
    limited = Settings(installation.data, installation.keys_folder, Limits(settle_seconds=0.0, rows=most))
    put(limited, text(samples.ABSENCE, samples.absence(20)))
    (drop,) = ingest(limited, keys)
    assert samples.codes(drop) == codes


def test_no_spill_file_is_left_of_a_large_file(
    tmp_path: Path, keys: Keys, tiny: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []

    class Watched(spill.TemporaryDirectory[str]):
        def __init__(self, **options: Any) -> None:
            super().__init__(**options, dir=tmp_path)
            made.append(Path(self.name))

    monkeypatch.setattr(spill, "TemporaryDirectory", Watched)
    ingested(tmp_path, keys, text(samples.ABSENCE, samples.absence(40)))
    assert made and not any(folder.exists() for folder in made)


def parts(hashes: list[int], at_once: int) -> Iterator[list[int]]:
    repeats = spill.Repeats(at_once)
    for start in range(0, len(hashes), 3):
        repeats.add(pl.Series(hashes[start : start + 3], dtype=pl.UInt64))
    return (found.tolist() for found in repeats.found())


@given(st.lists(st.integers(0, 40)), st.integers(1, 50))
def test_repeated_hashes_are_found_with_any_batch_size(hashes: list[int], at_once: int) -> None:
    found = [each for part in parts(hashes, at_once) for each in part]
    assert sorted(found) == sorted({each for each in hashes if hashes.count(each) > 1})


@pytest.mark.parametrize(("length", "codes"), [(32_767, ["column_not_agreed"]), (32_768, ["cell_too_long"])])
@pytest.mark.parametrize("careful", [False, True])
def test_a_cell_that_no_program_can_have_written_is_refused_by_both_readers(
    keys: Keys,
    installation: Settings,
    monkeypatch: pytest.MonkeyPatch,
    length: int,
    codes: list[str],
    careful: bool,
) -> None:
    if careful:
        cell_by_cell(monkeypatch)
    rows = [[*row, "x" * (length if number == 2 else 3)] for number, row in enumerate(samples.absence(4))]
    put(installation, text([*samples.ABSENCE, "Note"], rows))
    (drop,) = ingest(installation, keys)
    assert samples.codes(drop) == codes


def test_two_columns_of_one_name_that_differ_below_the_beginning(
    tmp_path_factory: pytest.TempPathFactory, keys: Keys, tiny: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regular_text, "_HEAD_BYTES", 200)
    rows = [[*row, row[4] if number < 15 else "9"] for number, row in enumerate(samples.absence(20))]
    agree(*both(tmp_path_factory, keys, text([*samples.ABSENCE, "Sygdom"], rows)))


def test_a_cell_too_many_below_the_beginning(
    tmp_path_factory: pytest.TempPathFactory, keys: Keys, tiny: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regular_text, "_HEAD_BYTES", 200)
    rows = [[*row, "7" if number == 15 else ""] for number, row in enumerate(samples.absence(20))]
    agree(*both(tmp_path_factory, keys, text([*samples.ABSENCE, ""], rows)))
