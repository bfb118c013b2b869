"""Word the problems of cells and rows, each with its place as the sender sees it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import polars as pl

from pipelines.intake.layout.later_headers import later_tables
from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.problems.problem import Problem, cell_problem
from pipelines.intake.reading.sheet import letters
from pipelines.intake.validation.checked_rows import Checked
from pipelines.settings import Limits
from schemas.contract import Feed

TOO_MANY_UNKNOWN = "too_many_unknown"


def cell_problems(
    checked: Checked, feed: Feed, layouts: list[Layout], refused: Collection[str] = ()
) -> Iterator[Problem]:
    """Yield one problem for each cell or row, up to a limit of each kind.

    Cells that were only normalised are one problem with their count. The unknown codes of `refused` columns reject the
    file.
    """
    several = checked.cell_problems["source_column"].str.starts_with("@").any()
    places = {layout.sheet.name: _letters(layout) | (_later(layout) if several else {}) for layout in layouts}
    columns, counts = feed.columns, checked.problem_counts.counts
    kinds = checked.cell_problems.group_by("code", "field", "emptied", maintain_order=True)
    for (code, field, emptied), group in kinds:
        title = columns[str(field)].title if field else ""
        count = counts[str(code), str(field) if field else None, bool(emptied)]
        worded = TOO_MANY_UNKNOWN if code == "unknown_code" and field in refused else str(code)
        yield from _kind(worded, title, feed, bool(emptied), list(_located(group, places)), count)


def _letters(layout: Layout) -> dict[str, str]:
    """Return the letter of each field's column in one sheet; in a wide layout by field and first cell."""
    wide = {
        name + letters(min(places.values())): letters(place)
        for places in layout.groups.values()
        for name, place in places.items()
    }
    return {name: letters(place) for name, place in layout.columns.items()} | wide


def _later(layout: Layout) -> dict[str, str]:
    """Return the letter of each field's column in later tables of a sheet, by field and header row."""
    return {
        f"{name}@{row}": letters(place)
        for row, columns in later_tables(layout).items()
        for name, place in columns.items()
    }


def _located(
    group: pl.DataFrame, places: Mapping[str, Mapping[str, str]]
) -> Iterator[dict[str, str | int | None]]:
    for sheet, row, cell, field in group.select("sheet", "source_row", "source_column", "field").iter_rows():
        yield {"sheet": sheet or None, "row": row, "column": _column(places[sheet], field, cell)}


def _column(places: Mapping[str, str], field: str | None, cell: str) -> str | None:
    """Return the column of a problem; None for a whole row, or its first cell in a wide layout."""
    if cell and cell.startswith("@"):
        return places.get(f"{field}{cell}")
    return places.get(f"{field}{cell}") or places.get(field or "") or cell or None


def _kind(
    code: str,
    title: str,
    feed: Feed,
    emptied: bool,
    cells: list[dict[str, str | int | None]],
    count: int,
) -> Iterator[Problem]:
    """Yield the problems of one code in one column: those at `cells`, and one for the rest of `count`."""
    worded = cell_problem(code, title, feed, emptied)
    if worded.severity == "info" and title:
        yield cell_problem(code, title, feed, emptied, column=cells[0]["column"], count=count)
        return
    for place in cells:
        yield cell_problem(code, title, feed, emptied, **place)
    if (rest := count - len(cells)) > 0:
        yield cell_problem(code, title, feed, emptied, column=cells[0]["column"], count=rest)


def skipped_problems(
    feed: Feed, sheet: str, skipped: list[tuple[int, str]], limits: Limits
) -> Iterator[Problem]:
    """Yield the non-data rows, each with its place."""
    for row, code in skipped[: limits.cells_named]:
        yield cell_problem(code, "", feed, sheet=sheet or None, row=row)
    if (rest := len(skipped) - limits.cells_named) > 0:
        yield cell_problem(skipped[-1][1], "", feed, sheet=sheet or None, count=rest)
