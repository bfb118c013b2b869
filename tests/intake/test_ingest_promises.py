"""What holds of every file, whatever is in it: every row is accounted for, and no personal number gets through."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.identity.keyring import Keys
from pipelines.settings import Limits, Settings
from schemas.feeds import all_feeds
from tests.intake import samples
from tests.intake.samples import cprs, put, take, text, workbook

PLANTED = [*cprs(4, seed=9), *cprs(2, date(2012, 2, 3), seed=9)]
WRITTEN = ["{0}{1}", "{0}{1}", "{0}-{1}", "{0} {1}", "elev {0}-{1}", "{0}{1}.0", "{0}–{1}", "tlf. {0} - {1}."]
QUIET = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    # A shrunk example of a whole house takes minutes, and the first found is telling enough.
    phases=[Phase.explicit, Phase.generate],
    max_examples=25,
    deadline=None,
)
numbers = st.builds(
    lambda number, how, lost: how.format(number[:6], number[6:]).replace("0", "", lost and number[0] == "0"),
    st.sampled_from(PLANTED),
    st.sampled_from(WRITTEN),
    st.booleans(),
)
common = st.sampled_from(
    [
        "",
        "-",
        "..",
        "561001",
        "2025M09",
        "05-09-2025",
        "2024/25",
        "20",
        "1,5",
        "5",
        "OE1",
        "110",
        "Ja",
        "syg",
        "7",
    ]
)
wild = st.text(st.characters(exclude_categories=("Cs",), exclude_characters='\x00\r\n"'), max_size=10)
cells = numbers | common | common | wild
OURS = ("residents", "pupils", "absence", "exams")
FEEDS = {name: [column.title for column in all_feeds()[name].delivered.values()] for name in OURS} | {
    "wide": ["CPR", "Skolenr", "Skoleår", "110", "120"]
}


@contextmanager
def a_house() -> Iterator[Settings]:
    with tempfile.TemporaryDirectory() as folder:
        yield Settings(Path(folder) / "data", Path(folder) / "keys", Limits(settle_seconds=0))


def taken(installation: Settings, keys: Keys, data: bytes, feed: str, name: str = "fil.csv") -> Manifest:
    put(installation, data, name, "kommunen" if feed == "residents" else "oestskolen")
    (manifest,) = take(installation, keys)
    return manifest


def good_rows(feed: str) -> list[list[str]]:
    """Rows of the feed that are all right, as long as its header."""
    made = {
        "residents": samples.residents(),
        "pupils": samples.pupils(),
        "absence": samples.absence(),
        "exams": samples.exams(),
        "wide": samples.exams(),
    }[feed]
    width = len(FEEDS[feed])
    return [(row + [""] * width)[:width] for row in made]


@pytest.mark.parametrize("feed", FEEDS)
@QUIET
@given(data=st.data())
def test_every_row_is_accounted_for_and_nothing_breaks_us(keys: Keys, feed: str, data: st.DataObject) -> None:
    width = len(FEEDS[feed])
    body = data.draw(st.lists(st.lists(cells, min_size=width, max_size=width), max_size=6)) + good_rows(feed)
    in_excel = data.draw(st.booleans())
    body = _for_excel(body) if in_excel else body
    file = workbook({"Ark1": [FEEDS[feed], *body]}) if in_excel else text(FEEDS[feed], body)
    with a_house() as installation:
        drop = taken(installation, keys, file, feed)
        receipt = drop.receipt()["rows"]
        assert "our_error" not in samples.codes(drop)
        assert receipt["read"] == sum(receipt[k] for k in ("loaded", "quarantined", "skipped", "collapsed"))
        if feed != "wide":
            assert receipt["read"] == sum(any(cell.strip() for cell in row) for row in body)
        else:
            assert receipt["read"] >= len(good_rows(feed))
        if drop.accepted:
            assert len(samples.rows(installation, drop)) == receipt["loaded"] == sum(drop.scopes.values())
            assert len(samples.quarantine(installation, drop)) == receipt["quarantined"]


def _for_excel(body: list[list[str]]) -> list[list[str]]:
    """Cells without what a workbook cannot hold, and without the formulas that openpyxl would make of text."""
    clean = [["".join(c for c in cell if c.isprintable()) for cell in row] for row in body]
    return [[f" {cell}" if cell.startswith("=") else cell for cell in row] for row in clean]


@pytest.mark.parametrize("feed", FEEDS)
@QUIET
@given(data=st.data())
def test_no_personal_number_gets_through(keys: Keys, feed: str, data: st.DataObject) -> None:
    headers = [*FEEDS[feed], "Bemærkning", data.draw(numbers), ""]
    row = st.lists(cells, min_size=len(headers), max_size=len(headers))
    planted = data.draw(st.lists(row, max_size=4))
    good = [[*row, data.draw(numbers), data.draw(numbers), ""] for row in good_rows(feed)]
    body = [[data.draw(numbers)], *planted, *good, [data.draw(numbers)] * len(headers)]
    sheet = data.draw(st.sampled_from(["Ark1", f"Elev {PLANTED[0]}"]))
    in_excel = workbook({sheet: [[data.draw(numbers)], headers, *_for_excel(body)]})
    file = in_excel if data.draw(st.booleans()) else text(headers, body)
    name = f"{data.draw(numbers)}.csv"
    with a_house() as installation:
        drop = taken(installation, keys, file, feed, name)
        assert drop.feed == (feed if feed != "wide" else "exams")
        for number in (*PLANTED, *cprs(3)):
            for written in (number.removeprefix("0"), f"{number[:6]}-{number[6:]}"):
                _is_nowhere(installation, written)


def _is_nowhere(installation: Settings, written: str) -> None:
    for path in installation.data.rglob("*"):
        assert written not in path.name
        if path.suffix in (".json", ".html"):
            assert written not in path.read_text(encoding="utf-8")
        if path.suffix == ".parquet":
            assert written not in pl.read_parquet(path).write_ndjson()
