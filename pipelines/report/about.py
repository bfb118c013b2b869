"""What a report says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import polars as pl

DENMARK = ZoneInfo("Europe/Copenhagen")

Tables = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class About:
    """The publication a report is of, and the freeze it is compared with.

    `published_at` has a time zone; the previous freeze is None where there has been none.
    """

    publication: str
    published_at: datetime
    freeze: str | None = None
    previous: str | None = None
    previous_at: datetime | None = None

    @property
    def day(self) -> date:
        """The day of publication, as the calendar shows in Denmark."""
        return self.published_at.astimezone(DENMARK).date()
