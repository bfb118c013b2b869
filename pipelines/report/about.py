"""The publication that a report is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from pipelines.text.danish import DENMARK

Tables = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class About:
    """The publication of a report, and the release that it is compared with.

    `published_at` has a time zone; the previous release is None where there is none.
    """

    publication: str
    published_at: datetime
    freeze: str | None = None
    previous: str | None = None
    previous_at: datetime | None = None

    @property
    def day(self) -> date:
        """The day of publication in Danish time."""
        return self.published_at.astimezone(DENMARK).date()

    @property
    def created(self) -> datetime:
        """The Danish time of publication without zone, as Excel states it."""
        return self.published_at.astimezone(DENMARK).replace(tzinfo=None, microsecond=0)
