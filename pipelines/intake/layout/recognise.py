"""Which feed a sheet is, by its header row; a file's name is never trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from pipelines.intake.layout.header_rows import Header, headers_among, meaning
from pipelines.intake.layout.sheet_title import told_once
from pipelines.intake.layout.wide_layout import Reader, Stands, wide_reader
from pipelines.intake.reading.sheet import Sheet
from pipelines.settings import Limits
from schemas.contract import Feed, Kind
from schemas.folding import fold
from schemas.partners import Partner

# A header that names fewer of a feed's required columns than this is another list; of a feed that the partner
# has agreed to send, half of them will do.
_RECOGNISED_FROM, _AGREED_FROM = 0.6, 0.5


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
    wide: Mapping[int, Stands] = field(default_factory=dict)
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


def headers_of(feed: Feed, partner: Partner | None) -> dict[str, str]:
    """Every folded header of a feed, the partner's own among them, with the field it means."""
    own = partner.aliases.get(feed.name, {}) if partner else {}
    return feed.headers | {fold(header): name for name, headers in own.items() for header in headers}


def recognise(
    sheet: Sheet, feeds: Mapping[str, Feed], partner: Partner | None, limits: Limits
) -> Layout | None:
    """Return the best layout among all feeds and the first rows of a sheet, or None when none fits."""
    known = [(feed, headers_of(feed, partner)) for feed in feeds.values()]
    readers = [(feed, headers, wide_reader(feed, headers)) for feed, headers in known]
    every = {header for _, headers in known for header in headers}
    layouts = (
        _layout(feed, sheet, header, headers, read_wide)
        for header in headers_among(sheet, limits.header_rows, every)
        for feed, headers, read_wide in readers
    )
    # One column makes no list.
    lists = (layout for layout in layouts if len(layout.columns) > 1)
    best = max(lists, key=lambda layout: _rank(layout, partner), default=None)
    least = _AGREED_FROM if best and _is_agreed(best, partner) else _RECOGNISED_FROM
    if best is None or best.score[0] < least:
        return None
    return replace(best, told=told_once(best.feed, set(best.missing), sheet, _first_row(best)))


def _rank(layout: Layout, partner: Partner | None) -> tuple[bool, bool, float, int]:
    """A whole header first; then, of broken ones, the list that this partner is known to send."""
    likely = _is_agreed(layout, partner) and layout.score[0] >= _AGREED_FROM
    return (not layout.missing, likely, *layout.score)


def _is_agreed(layout: Layout, partner: Partner | None) -> bool:
    return partner is not None and layout.feed.name in partner.feeds


def _first_row(layout: Layout) -> int:
    return layout.header_row - layout.header_height + 1


def _layout(
    feed: Feed, sheet: Sheet, header: Header, headers: Mapping[str, str], read_wide: Reader
) -> Layout:
    places: dict[str, list[int]] = {}
    wide: dict[int, Stands] = {}
    others: list[int] = []
    for place, wordings in enumerate(header.wordings):
        if stands := read_wide(wordings):
            wide[place] = stands
        elif name := meaning(wordings, headers):
            places.setdefault(name, []).append(place)
        else:
            others.append(place)
    columns = {
        name: next((place for place in found if holds_data(sheet, header.row, place)), found[0])
        for name, found in places.items()
    }
    doubles = {name: found for name, found in places.items() if len(found) > 1}
    return Layout(feed, sheet, header.row, columns, wide, doubles, others, header.height)


def holds_data(sheet: Sheet, header_row: int, place: int) -> bool:
    """Say whether a column has anything below its header."""
    return any(place < len(row) and row[place].strip() for row in sheet.rows[header_row + 1 :])
