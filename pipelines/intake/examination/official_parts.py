"""Official tables in a file of a partner that sends benchmarks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from pipelines.intake.examination.examined import Examined
from pipelines.intake.official.benchmark_rows import Official, official
from pipelines.intake.problems.problem import Problem
from pipelines.intake.reading.sheet import Reading
from schemas.feeds import all_feeds
from schemas.partners import Partner

_FEED = "benchmarks"


@dataclass(frozen=True)
class OfficialTables:
    """The official tables of a file by the number of their sheet."""

    tables: dict[int, Official] = field(default_factory=dict)

    @property
    def said(self) -> list[Problem]:
        """What is said of the tables."""
        return [problem for table in self.tables.values() for problem in table.problems]

    def in_place(self, reading: Reading) -> Reading:
        """Return the file with the tables as benchmarks."""
        made = {number: table.sheet for number, table in self.tables.items() if table.sheet}
        return replace(reading, sheets=[made.get(n, sheet) for n, sheet in enumerate(reading.sheets)])

    def alone(self, reading: Reading, others: Iterable[Problem]) -> Examined:
        """Return the result for a file of tables in which nothing can be used."""
        return Examined(all_feeds()[_FEED], reading.read_as, True, problems=[*self.said, *others])

    def with_said(self, part: Examined) -> Examined:
        """Return the part that is made of the tables with what is said of them, and without its sheets: the sender's own
        have another layout. Any other part as it is."""
        if not self.tables or part.feed is None or part.feed.name != _FEED:
            return part
        return replace(part, problems=[*self.said, *part.problems], layouts=[])


def official_tables(reading: Reading, partner: Partner, received: date) -> OfficialTables:
    """Return the official tables among the visible sheets; none where the partner sends no benchmarks."""
    if _FEED not in partner.feeds:
        return OfficialTables()
    found = {n: official(sheet, received) for n, sheet in enumerate(reading.sheets) if not sheet.hidden}
    return OfficialTables({n: table for n, table in found.items() if table})
