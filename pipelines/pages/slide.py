"""The steering group's page as a slide of 16:9: what moved, what is behind its target, what differs, and questions."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.pages.steering_page import Steering
from pipelines.report.figure_text import capital
from pipelines.report.opening_da import Line

# Characters of a column, and of the whole slide, at the size of their text; SVG does not wrap lines.
_COLUMN, _WIDE, _HEADLINE = 49, 140, 72
# Lines of text for which a column has room.
_ROOM = 15
# What an empty column says, shorter than on a page.
_NOTHING = (
    "Ingen ændring er større, end tilfældigheder kan forklare.",
    "Ingen er på en kurs, der ikke når målet.",
    "Ingen ligger klart over eller klart under.",
)


@dataclass(frozen=True)
class Text:
    """One line of text; `strong` where it is the name of an indicator."""

    text: str
    strong: bool


@dataclass(frozen=True)
class Column:
    """One column: its title and lines, `more` the number of indicators that there was no room for."""

    title: str
    lines: list[Text]
    more: int


@dataclass(frozen=True)
class Slide:
    """The slide, every text broken into lines."""

    headline: list[str]
    columns: list[Column]
    asked: list[str]


def slide(sheet: Steering) -> Slide:
    """Lay out the sheet of the steering group as a slide."""
    shown = sheet.opening
    return Slide(
        textwrap.wrap(shown.headline, _HEADLINE, max_lines=2, placeholder=" …"),
        [
            _column(group.title, group.lines, nothing)
            for group, nothing in zip(shown.groups, _NOTHING, strict=True)
        ],
        [
            textwrap.shorten(f"{line.indicator.name}: {line.said}", _WIDE, placeholder=" …")
            for line in sheet.asked
        ],
    )


def _column(title: str, lines: Sequence[Line], nothing: str) -> Column:
    found: list[Text] = [] if lines else _broken(nothing, strong=False)
    for number, line in enumerate(lines):
        block = _broken(line.indicator.name, strong=True) + _broken(f"{capital(line.said)}.", strong=False)
        if len(found) + len(block) > _ROOM:
            return Column(title, found, len(lines) - number)
        found += block
    return Column(title, found, 0)


def _broken(text: str, strong: bool) -> list[Text]:
    return [Text(part, strong) for part in textwrap.wrap(text, _COLUMN)]
