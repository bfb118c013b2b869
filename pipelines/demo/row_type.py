"""The row type of the demo's registers: cells by the feed's own column names."""

from __future__ import annotations

from datetime import date

Cell = str | int | float | date | None
Row = dict[str, Cell]
