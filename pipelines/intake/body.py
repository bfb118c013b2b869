"""The data rows of a recognised sheet as a table of text, each cell with its place in the sender's file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from pipelines.intake.merged import filled_in, merged_keys
from pipelines.intake.reading.sheet import letters
from pipelines.intake.recognise import Layout
from pipelines.intake.values.words import MISSING
from schemas.folding import fold

_TOTAL = re.compile(r"^(i ?alt|total|sum|hele kommunen)\b", re.IGNORECASE)
_FOOTNOTE = re.compile(r"^(kilde|anm|note)\b|^\*\)", re.IGNORECASE)
# No-break spaces, zero-width characters and soft hyphens come with copying from web pages and Word.
_INVISIBLE = r"[\u200b\u200c\u200d\u2060\ufeff\u00ad]"
_SPACES = r"[\s\u00a0\u202f]+"


@dataclass
class Body:
    """Rows of one sheet. `text` has a column of cleaned text per field, null where empty, the place columns
    `sheet`, `source_row` (as the sender counts, from 1) and `source_column` (letters; in a wide layout the first cell),
    and `too_wide`: the row has more cells than the header. `skipped` lists the rows that are no data, and why."""

    text: pl.DataFrame
    skipped: list[tuple[int, str]]


def read_body(layout: Layout) -> Body:
    """Take the rows below the header; blank rows are nothing, totals, footnotes and headers are skipped."""
    rows, skipped = [], []
    for number, cells in _filled_rows(layout):
        if reason := _no_data(cells, layout):
            skipped.append((number, reason))
        else:
            rows.append((number, cells))
    table = _wide(layout, rows) if layout.wide else _long(layout, rows)
    too_wide = [number for number, cells in rows if any(cell.strip() for cell in cells[layout.width :])]
    return Body(_clean(table).with_columns(pl.col("source_row").is_in(too_wide).alias("too_wide")), skipped)


def _filled_rows(layout: Layout) -> Iterator[tuple[int, list[str]]]:
    merged = merged_keys(layout)
    for number, cells in enumerate(layout.sheet.rows[layout.header_row + 1 :], start=layout.header_row + 2):
        if any(cell.strip() for cell in cells):
            yield number, filled_in(cells, merged.get(number, {}))


def _no_data(cells: list[str], layout: Layout) -> str | None:
    """Why a row is no data, or None."""
    first = next(cell.strip() for cell in cells if cell.strip())
    if _TOTAL.match(first):
        return "total_row"
    if _FOOTNOTE.match(first) and sum(bool(cell.strip()) for cell in cells) == 1:
        return "footnote"
    if layout.wide and not any(_is_filled(_cell(cells, place)) for place in layout.wide):
        return "nothing_filled"
    return "repeated_header" if _repeats_header(cells, layout) else None


def _repeats_header(cells: list[str], layout: Layout) -> bool:
    """Say whether a row is one of the header's rows again."""
    first = layout.header_row + 1 - layout.header_height
    return any(
        all(fold(_cell(cells, place)) == fold(_cell(header, place)) for place in layout.columns.values())
        for header in layout.sheet.rows[first : layout.header_row + 1]
    )


def _cell(cells: list[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _is_filled(cell: str) -> bool:
    return cell.strip().casefold() not in {"", *MISSING}


def _long(layout: Layout, rows: list[tuple[int, list[str]]]) -> pl.DataFrame:
    """One row of the sheet is one row of the table."""
    fields = _fields(layout, [cells for _, cells in rows])
    return _table(layout, fields, [number for number, _ in rows], "")


def _wide(layout: Layout, rows: list[tuple[int, list[str]]]) -> pl.DataFrame:
    """What a row holds for one code or month is one row of the table; where it holds nothing, none."""
    assert layout.feed.wide is not None
    filled = [
        (number, cells, text, places)
        for number, cells in rows
        for text, places in layout.groups.items()
        if any(_is_filled(_cell(cells, place)) for place in places.values())
    ]
    fields = _fields(layout, [cells for _, cells, _, _ in filled])
    fields[layout.feed.wide.variable] = [text for _, _, text, _ in filled]
    for name in {stands.value for stands in layout.wide.values()}:
        fields[name] = [
            _cell(cells, places[name]) if name in places else "" for _, cells, _, places in filled
        ]
    first = [letters(min(places.values())) for _, _, _, places in filled]
    return _table(layout, fields, [row for row, _, _, _ in filled], first)


def _fields(layout: Layout, rows: list[list[str]]) -> dict[str, list[str] | str]:
    """The text of each field in each row; one text where the sheet tells it once for all."""
    return {
        name: [_cell(cells, layout.columns[name]) for cells in rows]
        if name in layout.columns
        else layout.told.get(name, "")
        for name in layout.feed.delivered
    }


def _table(
    layout: Layout, fields: dict[str, list[str] | str], numbers: list[int], places: list[str] | str
) -> pl.DataFrame:
    frame = pl.DataFrame({"source_row": pl.Series(numbers, dtype=pl.Int64)})
    columns = {"sheet": layout.sheet.name, "source_column": places} | fields
    return frame.with_columns(
        (pl.lit(values) if isinstance(values, str) else pl.Series(values, dtype=pl.String)).alias(name)
        for name, values in columns.items()
    )


def _clean(table: pl.DataFrame) -> pl.DataFrame:
    """Fold white space, drop what cannot be seen, compose letters; what is then empty is null."""
    fields = pl.exclude("sheet", "source_row", "source_column")
    text = fields.str.replace_all(_INVISIBLE, "").str.replace_all(_SPACES, " ").str.strip_chars()
    composed = text.str.normalize("NFC")
    return table.with_columns(pl.when(composed != "").then(composed).otherwise(None).name.keep())


def clean_text(text: str) -> str:
    """One cell cleaned as those of a table are."""
    seen = re.sub(_SPACES, " ", re.sub(_INVISIBLE, "", text))
    return unicodedata.normalize("NFC", seen.strip())
