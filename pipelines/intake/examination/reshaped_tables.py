"""Sheets that are put into the form of a feed before they are recognised: official tables, and absence by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from pipelines.intake.examination.absence_events import UNLISTED, Events, events_of
from pipelines.intake.examination.examined import Examined
from pipelines.intake.official.official_sheet import Official, official
from pipelines.intake.problems.problem import Problem
from pipelines.intake.reading.sheet import Reading, Sheet
from schemas.feeds import all_feeds
from schemas.partners import Partner


@dataclass(frozen=True)
class Reshaped:
    """The sheets of a file that are put into the form of the feed with that name, by their number."""

    feed: str = ""
    tables: dict[int, Official | Events] = field(default_factory=dict)

    @property
    def said(self) -> list[Problem]:
        """What is said of the sheets."""
        return [problem for table in self.tables.values() for problem in table.problems]

    def in_place(self, reading: Reading) -> Reading:
        """Return the file with the sheets in their new form. A list of absence by day that has none is left out; what
        only looks like an official table stays as it is."""
        return replace(reading, sheets=list(self._sheets(reading)))

    def _sheets(self, reading: Reading) -> Iterator[Sheet]:
        for number, sheet in enumerate(reading.sheets):
            made = self.tables.get(number)
            left = replace(sheet, rows=[]) if isinstance(made, Events) else sheet
            yield made.sheet if made and made.sheet else left

    def alone(self, reading: Reading, others: Iterable[Problem]) -> Examined:
        """Return the result for a file in which nothing can be used."""
        return Examined(all_feeds()[self.feed], reading.read_as, True, problems=[*self.said, *others])

    def with_said(self, part: Examined) -> Examined:
        """Return the part that is made of the sheets with what is said of them, and without its layouts: those of the
        sender are others. Any other part as it is."""
        if not self.tables or part.feed is None or part.feed.name != self.feed:
            return part
        absent = [*part.absent, UNLISTED] if part.feed.name == "absence" else part.absent
        return replace(part, problems=[*self.said, *part.problems], layouts=[], absent=absent)


def reshaped(reading: Reading, partner: Partner, received: date) -> Reshaped:
    """Return the visible sheets that are official tables, where these are agreed, or else lists of absence by day, so
    that these are never read as another list."""
    sheets = [(number, sheet) for number, sheet in enumerate(reading.sheets) if not sheet.hidden]
    tables: dict[int, Official | Events] = {}
    if "benchmarks" in partner.feeds:
        tables.update((n, table) for n, sheet in sheets if (table := official(sheet, received)))
    if tables:
        return Reshaped("benchmarks", tables)
    tables.update((n, events) for n, sheet in sheets if (events := events_of(sheet, partner.school_days)))
    return Reshaped("absence", tables)
