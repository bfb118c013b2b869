"""Choose between columns of one sheet that all name the same field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipelines.intake.layout.non_data_rows import cell_at
from pipelines.intake.reading.sheet import Sheet
from schemas.code_lists import code_list
from schemas.contract_column import Column
from schemas.kinds import Kind


def chosen(sheet: Sheet, header_row: int, places: Sequence[int], contract: Column) -> tuple[int, bool]:
    """Return the column that a field is read from, and whether it is in doubt, since others say something different.

    Of a code and its text beside it, the column with the most known codes is read.
    """
    rows = sheet.rows[header_row + 1 :]
    cells = {place: [cell_at(row, place).strip() for row in rows] for place in places}
    filled = {place: column for place, column in cells.items() if any(column)}
    if len(filled) < 2:
        return next(iter(filled), places[0]), False
    values = {place: _values(column, contract) for place, column in filled.items()}
    best = max(values, key=lambda place: sum(map(bool, values[place])))
    return best, _differ(values.values())


def _values(cells: Iterable[str], contract: Column) -> list[str | None]:
    """Return the meaning of each cell, None where it has none; any other text than a code is its own meaning."""
    if contract.kind is not Kind.CODE or contract.code_list is None:
        return [cell or None for cell in cells]
    codes = code_list(contract.code_list)
    found: Mapping[str, str | None] = {cell: codes.find(cell) for cell in set(cells)}
    return [found[cell] for cell in cells]


def _differ(columns: Iterable[list[str | None]]) -> bool:
    """Say whether two columns say something different in one row."""
    return any(len(set(row) - {None}) > 1 for row in zip(*columns, strict=True))
