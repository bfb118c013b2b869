"""Reading a damaged file returns sheets or a problem, and the process survives."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from pipelines.intake.identity.keyring import Keys
from pipelines.intake.reading.read_subprocess import read_in_subprocess
from pipelines.intake.reading.sheet import Reading, Unreadable
from pipelines.settings import Limits, Settings
from schemas.folding import fold
from tests.intake import samples
from tests.intake.reading import forged_files

ROWS = [samples.ABSENCE, *samples.absence(12)]
SEEDS = [
    samples.workbook({"Ark1": ROWS, "Ark2": [["x", 1.5, None, "#N/A", "=1+1"]]}, hidden=["Ark2"]),
    forged_files.xls(ROWS),
    forged_files.ods(f'<table:table table:name="A">{forged_files.ods_rows(ROWS)}</table:table>'),
    forged_files.html(ROWS),
    forged_files.spreadsheetml(ROWS),
    samples.text(samples.ABSENCE, ROWS, quoting=1),
    samples.text(samples.ABSENCE, ROWS, "utf-16"),
    samples.text(samples.ABSENCE, ROWS, "cp1252", delimiter=","),
    forged_files.zipped({"a.csv": samples.text(samples.ABSENCE, ROWS), "b.xls": forged_files.html(ROWS)}),
]
HEADERS = {fold(header) for header in samples.ABSENCE}
LIMITS = Limits(parse_seconds=20)
_SIGNIFICANT = [
    b"\x00",
    b"\xff",
    b'"',
    b"'",
    b";",
    b"\r",
    b"<",
    b">",
    b"&",
    b"1048576",
    b"XFD",
    b"-1",
    b"9" * 30,
    b"=",
]


def broken(data: bytes, rng: Random) -> bytes:
    """Return the bytes with a few faults: changed, removed, doubled, inserted, cut off."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 2, 5, 20))):
        place, length = rng.randrange(len(out) + 1), rng.choice((1, 1, 2, 8, 60))
        match rng.randrange(5):
            case 0:
                out[place : place + length] = rng.randbytes(length)
            case 1:
                del out[place : place + length]
            case 2:
                out[place:place] = out[place : place + length] * rng.choice((1, 50))
            case 3:
                out[place:place] = rng.choice(_SIGNIFICANT)
            case 4:
                del out[max(place, 20) :]
    return bytes(out)


def broken_within(data: bytes, rng: Random) -> bytes:
    """Return a zip with a valid directory and one damaged part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    part = rng.choice(sorted(files))
    return forged_files.zipped(files | {part: broken(files[part], rng)})


def faulty(count: int) -> Iterator[bytes]:
    for number in range(count):
        rng = Random(number)
        data = rng.choice(SEEDS)
        within = data.startswith(b"PK") and rng.random() < 0.7
        yield broken_within(data, rng) if within else broken(data, rng)


def read_all(folder: Path, count: int) -> int:
    """Read `count` damaged files; return how many gave sheets all the same."""
    path, readings = folder / "fil", 0
    for data in faulty(count):
        path.write_bytes(data)
        try:
            readings += isinstance(read_in_subprocess(path, HEADERS, LIMITS), Reading)
        except Unreadable as problem:
            assert problem.code
    return readings


def test_four_hundred_broken_files(tmp_path: Path) -> None:
    assert 0 < read_all(tmp_path, 400) < 400


@pytest.mark.slow
def test_ten_thousand_broken_files_each_get_a_receipt(installation: Settings, keys: Keys) -> None:
    for number, data in enumerate(faulty(10_000)):
        samples.put(installation, data, f"{number}.fil")
    drops = samples.ingest(installation, keys)
    receipts = {path.stem for path in (installation.receipts / "oestskolen").iterdir()}
    # One file may hold several feeds; every file leaves the inbox and gets a receipt.
    assert {drop.file_name for drop in drops} == {f"{number}.fil" for number in range(10_000)}
    assert {drop.receipt_id for drop in drops} == receipts
    assert not [path for path in (installation.inbox / "oestskolen").iterdir() if path.is_file()]
