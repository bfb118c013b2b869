"""A column of the workbook: heading, format, and its values from the rows of a published table.

A numeric column holds only numbers; a hidden number is an empty cell beside the word `skjult`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Literal

from pipelines.report.labels_da import PART_TITLES, part_name
from pipelines.text.hidden_da import HIDDEN
from schemas.place import place

Kind = Literal["text", "long", "whole", "number", "share", "day", "moment"]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """One column: its heading, the format of its cells, what it takes from a row, and words for that (None: as it is).

    The title may hold placeholders for the names and limits of the place.
    """

    title: str
    kind: Kind
    take: Callable[[Row], Any]
    words: Callable[[Any], Any] | None = None

    @property
    def heading(self) -> str:
        """The title with its placeholders filled."""
        return place().fill(self.title)

    def values(self, rows: Sequence[Row]) -> list[Any]:
        """Return the value of each row. Each distinct one is put into words once: thousands of rows share them."""
        taken = [self.take(row) for row in rows]
        if self.words is None:
            return taken
        worded = {value: self.words(value) for value in set(taken)}
        return [worded[value] for value in taken]


def plain(title: str, name: str, kind: Kind = "text") -> Column:
    """A field as it is."""
    return Column(title, kind, itemgetter(name))


def worded(title: str, name: str, words: Mapping[str, str]) -> Column:
    """A code in words; a code without words as it is."""
    return Column(title, "text", itemgetter(name), lambda code: words.get(code, code))


def worded_here(title: str, name: str, words: Callable[[], Mapping[str, str]]) -> Column:
    """A code in words of the place that is measured, which are read when the workbook is written."""
    return Column(title, "text", itemgetter(name), lambda code: words().get(code, code))


def flag(title: str, name: str) -> Column:
    """Yes, no, or nothing where it is not known."""
    return Column(title, "text", itemgetter(name), {True: "ja", False: "nej"}.get)


def group(part: str) -> Column:
    """The group of a breakdown by its label."""
    return Column(PART_TITLES[part], "text", itemgetter(part), lambda code: code and part_name(part, code))


def count_or_hidden(title: str, name: str) -> Column:
    """A status column for a count: empty means hidden, unless the row has no counts at all."""

    def word(row: Row) -> str:
        return HIDDEN if row[name] is None and row.get("year", 0) is not None else ""

    return Column(title, "text", word)
