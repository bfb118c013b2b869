"""What passes between the rooms of the demo: rows with the feed's own column names."""

from __future__ import annotations

from datetime import date

Cell = str | int | float | date | None
Row = dict[str, Cell]
