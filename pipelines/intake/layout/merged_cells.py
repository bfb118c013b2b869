"""Merged cells below a header row: in key columns, their text applies to every row they span."""

from __future__ import annotations

from pipelines.intake.layout.sheet_layout import Layout


def merged_keys(layout: Layout) -> dict[int, dict[int, str]]:
    """Return, by row, the texts of key columns merged with a cell above. Other merged cells count as one cell."""
    rows, first = layout.sheet.rows, layout.header_row + 1
    keys = {layout.columns[n] for n in (*layout.feed.key, *layout.feed.scope) if n in layout.columns}
    filled: dict[int, dict[int, str]] = {}
    reached = dict.fromkeys(keys, first)
    for top, left, bottom, _ in sorted(layout.sheet.merged):
        if left in keys and top >= reached[left]:
            reached[left] = bottom + 1
            for row in range(top + 1, min(bottom + 1, len(rows))):
                filled.setdefault(row + 1, {})[left] = rows[top][left] if left < len(rows[top]) else ""
    return filled


def filled_in(cells: list[str], texts: dict[int, str]) -> list[str]:
    """Return the cells of a row with the texts filled into empty ones."""
    if not texts:
        return cells
    wide = cells + [""] * (max(texts) + 1 - len(cells))
    return [cell if cell.strip() else texts.get(place, cell) for place, cell in enumerate(wide)]
