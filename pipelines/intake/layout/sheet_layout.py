"""The layout of one sheet: the row and column of each field of a feed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pipelines.intake.layout.constants import Constant
from pipelines.intake.layout.wide_layout import WideColumn
from pipelines.intake.reading.column_rows import ColumnRows
from pipelines.intake.reading.sheet import Sheet
from schemas.contract import Feed
from schemas.folding import fold
from schemas.kinds import Kind
from schemas.systems import Profile
from schemas.vocabulary import RowsKept


@dataclass(frozen=True)
class Layout:
    """The places of a feed's columns in one sheet; rows and columns are counted from 0.

    `header_row` is the last of the header's `header_height` rows. `columns` maps field to column; `wide` maps column
    to its meaning in a wide layout; `doubles` are fields found twice, `doubtful` those of them whose columns differ;
    `others` are the columns that are not agreed; `constants` the text of fields without a column that is the same in
    all rows. `headers` are the headers of the feed's fields; `refused` maps a column that looks like one of a field and
    is not to the reason (Danish), `kept` one that says which rows are of the feed to its values; `later` maps the row
    number of a header row further down, counted from 1, to its columns; `translations` maps a field to what its folded
    texts mean. `profile` is that of the system the sheet is an export of, `needless` the columns that nobody uses;
    `also` are the titles of other feeds that it may be as well; `joined` maps a field that has no column to the two
    that it is put together of: a class level and letters.
    """

    feed: Feed
    sheet: Sheet
    header_row: int
    columns: Mapping[str, int]
    wide: Mapping[int, WideColumn] = field(default_factory=dict)
    doubles: Mapping[str, list[int]] = field(default_factory=dict)
    doubtful: list[str] = field(default_factory=list)
    others: list[int] = field(default_factory=list)
    header_height: int = 1
    constants: Mapping[str, Constant] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    later: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    refused: Mapping[int, str] = field(default_factory=dict)
    needless: frozenset[int] = frozenset()
    profile: Profile | None = None
    also: tuple[str, ...] = ()
    joined: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    kept: Mapping[int, RowsKept] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """The number of columns of the header row."""
        return max(
            [len(self.sheet.rows[self.header_row]), *(1 + at for at in (*self.columns.values(), *self.wide))]
        )

    @property
    def first_row(self) -> int:
        """The first row of the header."""
        return self.header_row - self.header_height + 1

    def heading(self, place: int) -> str:
        """Return the text of a column in the last header row; empty where that row is shorter."""
        row = self.sheet.rows[self.header_row]
        return row[place] if place < len(row) else ""

    def constant(self, name: str) -> str:
        """Return the text that a field without a column has in all rows; empty where it has none."""
        return self.constants[name].text if name in self.constants else ""

    @property
    def is_regular(self) -> bool:
        """Say whether the sheet may be parsed as regular text.

        It is a list of persons, and its first row has each required column without a constant exactly once.
        """
        plain = (
            self.header_row == 0
            and self.header_height == 1
            and not (self.wide or self.doubles or self.kept or self.joined)
        )
        return plain and not self.missing and self.feed.has_personal_numbers and not self._begins_with_digit

    @property
    def _begins_with_digit(self) -> bool:
        cpr = next(at for name, at in self.columns.items() if self.feed.columns[name].kind is Kind.CPR)
        return not fold(self.heading(cpr))[:1].isalpha()

    @cached_property
    def missing(self) -> list[str]:
        """Required fields without a column. A wide layout provides its variable and values itself."""
        provided = {wide_column.value for wide_column in self.wide.values()}
        if self.feed.wide and self.wide:
            provided.add(self.feed.wide.variable)
        lacking = self.feed.required - provided - self.present
        return [name for name in self.feed.delivered if name in lacking]

    @property
    def present(self) -> set[str]:
        """Fields with a text in each row."""
        return self.columns.keys() | self.constants.keys() | self.joined.keys()

    @property
    def groups(self) -> dict[str, dict[str, int]]:
        """The columns of a wide layout by their meaning: variable, then field, then column."""
        groups: dict[str, dict[str, int]] = {}
        for place, wide_column in self.wide.items():
            groups.setdefault(wide_column.text, {})[wide_column.value] = place
        return groups

    @property
    def score(self) -> tuple[float, int]:
        """Measure how well the header fits: share of required columns, then number of columns."""
        groups = len(self.feed.required) - len(self.missing)
        return groups / len(self.feed.required), len(self.columns) + len(self.wide)


def holds_data(sheet: Sheet, header_row: int, place: int) -> bool:
    """Say whether a column has any content below its header."""
    if isinstance(sheet.rows, ColumnRows):
        return place < len(sheet.rows.columns) and sheet.rows.fills(place, header_row + 1)
    return any(place < len(row) and row[place].strip() for row in sheet.rows[header_row + 1 :])
