"""The layout of one sheet: the row and column where each field of a feed stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pipelines.intake.layout.wide_layout import WideColumn
from pipelines.intake.reading.sheet import Sheet
from schemas.contract import Feed, Kind
from schemas.folding import fold


@dataclass(frozen=True)
class Layout:
    """Where a feed's columns stand in one sheet; rows and columns counted from 0.

    `header_row` is the last of the header's `header_height` rows. `columns` maps field to column; `wide` maps
    column to what it stands for in a wide layout; `doubles` are fields found twice; `others` the columns that are
    not agreed; `told` the text of fields without a column that the sheet's name or title tells once for all rows.
    """

    feed: Feed
    sheet: Sheet
    header_row: int
    columns: Mapping[str, int]
    wide: Mapping[int, WideColumn] = field(default_factory=dict)
    doubles: Mapping[str, list[int]] = field(default_factory=dict)
    others: list[int] = field(default_factory=list)
    header_height: int = 1
    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """How many columns the header has."""
        return max(
            [len(self.sheet.rows[self.header_row]), *(1 + at for at in (*self.columns.values(), *self.wide))]
        )

    def heading(self, place: int) -> str:
        """The text over a column in the last row of the header; nothing where that row is shorter."""
        row = self.sheet.rows[self.header_row]
        return row[place] if place < len(row) else ""

    @property
    def is_regular(self) -> bool:
        """Say whether the table is one of persons, in the first row has each column that is needed just once, and
        tells everything in its rows."""
        plain = (
            self.header_row == 0 and self.header_height == 1 and not (self.wide or self.doubles or self.told)
        )
        return plain and not self.missing and self.feed.knows_persons and not self._begins_with_digit

    @property
    def _begins_with_digit(self) -> bool:
        cpr = next(at for name, at in self.columns.items() if self.feed.columns[name].kind is Kind.CPR)
        return not fold(self.heading(cpr))[:1].isalpha()

    @cached_property
    def missing(self) -> list[str]:
        """Required fields without a column; a wide layout brings its variable and values itself."""
        brought = {stands.value for stands in self.wide.values()}
        if self.feed.wide and self.wide:
            brought.add(self.feed.wide.variable)
        lacking = self.feed.required - brought - self.present
        return [name for name in self.feed.delivered if name in lacking]

    @property
    def present(self) -> set[str]:
        """Fields that each row has a text for."""
        return self.columns.keys() | self.told.keys()

    @property
    def groups(self) -> dict[str, dict[str, int]]:
        """The columns of a wide layout by what they stand for: variable, then field, then column."""
        found: dict[str, dict[str, int]] = {}
        for place, stands in self.wide.items():
            found.setdefault(stands.text, {})[stands.value] = place
        return found

    @property
    def score(self) -> tuple[float, int]:
        """How well the header fits: share of the required columns, then columns in all."""
        found = len(self.feed.required) - len(self.missing)
        return found / len(self.feed.required), len(self.columns) + len(self.wide)


def holds_data(sheet: Sheet, header_row: int, place: int) -> bool:
    """Say whether a column has anything below its header."""
    return any(place < len(row) and row[place].strip() for row in sheet.rows[header_row + 1 :])
