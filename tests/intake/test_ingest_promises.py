"""Properties of every file, whatever its content: every row is counted, and no personal number is stored or shown."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.identity.keyring import Keys
from pipelines.settings import Limits, Settings
from schemas.feeds import all_feeds
from tests.intake import samples
from tests.intake.samples import cprs, ingest, put, text, workbook

PLANTED = [*cprs(4, seed=9), *cprs(2, date(2012, 2, 3), seed=9)]
WRITTEN = ["{0}{1}", "{0}{1}", "{0}-{1}", "{0} {1}", "elev {0}-{1}", "{0}{1}.0", "{0}–{1}", "tlf. {0} - {1}."]
QUIET = settings(
    # Shrinking an example of a whole installation takes minutes, and the first one found is informative enough.
    phases=[Phase.explicit, Phase.generate],
    max_examples=10,
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
def an_installation() -> Iterator[Settings]:
    with tempfile.TemporaryDirectory() as folder:
        yield Settings(Path(folder) / "data", Path(folder) / "keys", Limits(settle_seconds=0))


def ingested(installation: Settings, keys: Keys, data: bytes, feed: str, name: str = "fil.csv") -> Manifest:
    put(installation, data, name, "kommunen" if feed == "residents" else "oestskolen")
    (manifest,) = ingest(installation, keys)
    return manifest


def good_rows(feed: str) -> list[list[str]]:
    """Return valid rows of the feed, as long as its header."""
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
def test_every_row_is_counted_and_no_file_causes_a_fault(keys: Keys, feed: str, data: st.DataObject) -> None:
    width = len(FEEDS[feed])
    sent_rows = data.draw(st.lists(st.lists(cells, min_size=width, max_size=width), max_size=6)) + good_rows(
        feed
    )
    in_excel = data.draw(st.booleans())
    sent_rows = _for_excel(sent_rows) if in_excel else sent_rows
    file = workbook({"Ark1": [FEEDS[feed], *sent_rows]}) if in_excel else text(FEEDS[feed], sent_rows)
    with an_installation() as installation:
        drop = ingested(installation, keys, file, feed)
        receipt = drop.receipt()["rows"]
        assert "our_error" not in samples.codes(drop)
        assert receipt["read"] == sum(receipt[k] for k in ("loaded", "quarantined", "skipped", "collapsed"))
        if feed != "wide":
            assert receipt["read"] == sum(any(cell.strip() for cell in row) for row in sent_rows)
        else:
            assert receipt["read"] >= len(good_rows(feed))
        if drop.accepted:
            assert len(samples.rows(installation, drop)) == receipt["loaded"] == sum(drop.scopes.values())
            assert len(samples.quarantine(installation, drop)) == receipt["quarantined"]


def _for_excel(sent_rows: list[list[str]]) -> list[list[str]]:
    """Return cells without characters that a workbook cannot hold, and without formulas made from texts by openpyxl."""
    clean = [["".join(c for c in cell if c.isprintable()) for cell in row] for row in sent_rows]
    return [[f" {cell}" if cell.startswith("=") else cell for cell in row] for row in clean]


@pytest.mark.parametrize("feed", FEEDS)
@QUIET
@given(data=st.data())
def test_no_personal_number_is_stored_or_shown(keys: Keys, feed: str, data: st.DataObject) -> None:
    headers = [*FEEDS[feed], "Bemærkning", data.draw(numbers), ""]
    row = st.lists(cells, min_size=len(headers), max_size=len(headers))
    planted = data.draw(st.lists(row, max_size=4))
    good = [[*row, data.draw(numbers), data.draw(numbers), ""] for row in good_rows(feed)]
    sent_rows = [[data.draw(numbers)], *planted, *good, [data.draw(numbers)] * len(headers)]
    sheet = data.draw(st.sampled_from(["Ark1", f"Elev {PLANTED[0]}"]))
    in_excel = workbook({sheet: [[data.draw(numbers)], headers, *_for_excel(sent_rows)]})
    file = in_excel if data.draw(st.booleans()) else text(headers, sent_rows)
    name = f"{data.draw(numbers)}.csv"
    with an_installation() as installation:
        drop = ingested(installation, keys, file, feed, name)
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
