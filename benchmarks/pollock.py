"""Read the polluted files of Pollock (https://github.com/HPI-Information-Systems/Pollock), and count what is wrong.

    python benchmarks/pollock.py <checkout of Pollock>

Each of its 2,290 files has one pollution: a cell too few in one row, an extra delimiter or quote, another encoding. A
file is read exactly, or something is reported of it, or it is silently wrong. Weights are Pollock's own: how often
the pollution occurs in published files. The score is the sum of its ten measures, which count rows and cells as bags.

Pollock's parameters say of each file how many header lines it has. Headers are known: a file without any is given
them. As it was sent it is not loaded but asked about, which is the second score.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import replace
from pathlib import Path

import pandera.polars as pa

from pipelines.intake.layout.data_rows import read_data_rows
from pipelines.intake.layout.recognise import headers_of, recognise
from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.layout.system_profile import with_header
from pipelines.intake.reading.read_file import read_file
from pipelines.intake.reading.sheet import Unreadable
from pipelines.settings import Limits
from schemas.contract import Feed
from schemas.contract_column import column

Row = tuple[str, ...]


class Sales(pa.DataFrameModel):
    """The table that all files are made of; every column takes any text."""

    date: str = column("DATE", required=True)
    time: str = column("TIME", required=True)
    qty: str = column("Qty", required=True)
    productid: str = column("PRODUCTID", required=True)
    price: str = column("Price")
    producttype: str = column("ProductType")
    productdescription: str = column("ProductDescription")
    url: str = column("URL")
    comments: str = column("Comments")


FEED = Feed("sales", "Sales", "Pollock's table", rows=Sales, scope=(), key=("date", "time"), period="date")


def main(folder: Path) -> None:
    """Read every file, and print how many are exact, reported and silently wrong."""
    weights: dict[str, float] = json.loads((folder / "pollock_weights.json").read_text(encoding="utf-8"))
    found: dict[str, tuple[str, float]] = {}
    as_sent: dict[str, float] = {}
    for path in sorted((folder / "polluted_files" / "csv").iterdir()):
        has_header = header_lines(folder, path.name) > 0
        rows, reported = read(path, given=not has_header)
        true = clean(folder / "polluted_files" / "clean" / path.name, has_header)
        kind = "exact" if rows == true else "reported" if reported else "silent"
        found[path.name] = kind, score(true, rows)
        as_sent[path.name] = found[path.name][1] if has_header else score(true, read(path)[0])
    whole = sum(weights[name] for name in found)
    for kind in ("exact", "reported", "silent"):
        of_kind = [name for name, (other, _) in found.items() if other == kind]
        share = sum(weights[name] for name in of_kind) / whole
        print(f"{kind:8} {len(of_kind):5} files  {100 * share:5.1f} % by weight")
    known = {name: points for name, (_, points) in found.items()}
    for words, points in (("headers known", known), ("as sent", as_sent)):
        weighted = sum(points[name] * weights[name] for name in points) / whole
        print(f"score, {words}: {sum(points.values()) / len(points):.2f}, by weight {weighted:.2f}")


def header_lines(folder: Path, name: str) -> int:
    """Return the number of header lines that Pollock says a file has."""
    parameters = folder / "polluted_files" / "parameters" / f"{name}_parameters.json"
    return int(json.loads(parameters.read_text(encoding="utf-8"))["header_lines"])


def read(path: Path, given: bool = False) -> tuple[list[Row], bool]:
    """Return the rows that would be loaded, and whether the receipt would say anything.

    A file without a header line may be `given` the headers.
    """
    try:
        reading = read_file(path, set(headers_of(FEED, None)), Limits())
    except Unreadable:
        return [], True
    titles = [[contract.title for contract in FEED.delivered.values()]] if given else []
    sheets = [
        replace(sheet, rows=[*titles, *sheet.rows]) if given else with_header(sheet)
        for sheet in reading.sheets
    ]
    layouts = [recognise(sheet, {FEED.name: FEED}, None, Limits()) for sheet in sheets]
    parts = [_loaded(layout) for layout in layouts if layout]
    reported = bool(reading.notes) or None in layouts or any(part_reported for _, part_reported in parts)
    return [row for rows, _ in parts for row in rows], reported


def _loaded(layout: Layout) -> tuple[list[Row], bool]:
    data_rows = read_data_rows(layout)
    rows = [row for chunk in data_rows.chunks() for row in chunk.iter_rows(named=True)]
    whole = [tuple(_cell(row[name]) for name in FEED.delivered) for row in rows if row["shape"] is None]
    noted = bool(layout.sheet.notes or data_rows.skipped or data_rows.cut_off)
    return whole, noted or len(whole) < len(rows) or any(map(data_rows.fills, layout.others))


def clean(path: Path, has_header: bool) -> list[Row]:
    """Return the data rows of a file without pollution."""
    width = len(FEED.delivered)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            tuple(map(_cell, (row + [""] * width)[:width])) for row in list(csv.reader(file))[has_header:]
        ]


def _cell(text: str | None) -> str:
    return " ".join((text or "").split())


def score(true: Sequence[Row], rows: Sequence[Row]) -> float:
    """Return 0 to 10: success, and precision, recall and F1 of headers, rows and cells."""
    if true and not rows:
        return 0.0
    return 4.0 + sum(_measures(true, rows)) + sum(_measures(_cells(true), _cells(rows)))


def _cells(rows: Sequence[Row]) -> list[str]:
    return [cell for row in rows for cell in row]


def _measures(true: Sequence[Hashable], found: Sequence[Hashable]) -> tuple[float, float, float]:
    shared = (Counter(true) & Counter(found)).total()
    if not true or not shared:
        return (0.0, 0.0, 0.0) if true else (1.0, 1.0, 1.0)
    precision, recall = shared / len(found), shared / len(true)
    return precision, recall, 2 * precision * recall / (precision + recall)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
