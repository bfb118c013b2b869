"""The sent file, as far as a receipt shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pipelines.intake.layout.sheet_layout import Layout


@dataclass(frozen=True)
class SentFile:
    """The file in the inbox, and the sheets of one feed that were found in it."""

    path: Path
    layouts: list[Layout] = field(default_factory=list)

    def layout(self, sheet: str | None) -> Layout | None:
        """Return the layout of a sheet by name; a text file has one sheet without a name."""
        return next((layout for layout in self.layouts if layout.sheet.name == (sheet or "")), None)

    @property
    def cells(self) -> int:
        """The number of cells in the sheets."""
        return sum(layout.sheet.cells for layout in self.layouts)
