"""The rows of a sheet as columns: the texts that occur in each, and which of them is in each row.

Lists of a hundred thousand rows take as long to make, to send and to go through as their workbook takes to be parsed.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count
from operator import itemgetter
from typing import Any, NamedTuple, overload

from pipelines.intake.reading.cell_text import row_text

# Four bytes for each cell.
NUMBERS = "I"


class Column(NamedTuple):
    """The texts of a column, each at least once, and the place among them of the text in each row."""

    texts: list[str]
    which: array[int]


@dataclass(eq=False)
class ColumnRows(Sequence[list[str]]):
    """Rows that all have the same width, at least one cell."""

    columns: list[Column]

    @classmethod
    def of(cls, cells: Sequence[Sequence[Any]]) -> ColumnRows:
        """Make rows of the cell values of a reader's library."""
        return cls([_column(list(map(itemgetter(place), cells))) for place in range(len(cells[0]))])

    @property
    def texts(self) -> Iterable[str]:
        """Every text that occurs."""
        return chain.from_iterable(column.texts for column in self.columns)

    def changed(self, change: Callable[[str], str]) -> ColumnRows:
        """Return the rows with each text changed."""
        return ColumnRows([Column([change(text) for text in texts], which) for texts, which in self.columns])

    def fills(self, place: int, first: int) -> bool:
        """Say whether a column has any content from a row on."""
        texts, which = self.columns[place]
        filled = {at for at, text in enumerate(texts) if text.strip()}
        return not filled.isdisjoint(which[first:])

    __hash__ = None  # type: ignore[assignment]  # as of a list

    def __len__(self) -> int:
        return len(self.columns[0].which)

    @overload
    def __getitem__(self, at: int) -> list[str]: ...
    @overload
    def __getitem__(self, at: slice) -> ColumnRows: ...
    def __getitem__(self, at: int | slice) -> list[str] | ColumnRows:
        if isinstance(at, slice):
            return ColumnRows([Column(texts, which[at]) for texts, which in self.columns])
        return [texts[which[at]] for texts, which in self.columns]

    def __iter__(self) -> Iterator[list[str]]:
        columns = (map(texts.__getitem__, which) for texts, which in self.columns)
        return map(list, zip(*columns, strict=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)


def _column(values: Sequence[Any]) -> Column:
    # A value that is new gets the next place.
    places: defaultdict[Any, int] = defaultdict(count().__next__)
    which = array(NUMBERS, map(places.__getitem__, values))
    if (True in places or False in places) and bool in (kinds := set(map(type, values))) and len(kinds) > 1:
        # True equals 1, but has another text.
        return _column(row_text(values))
    return Column(row_text(places), which)
