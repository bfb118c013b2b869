"""The file that is examined, and what every step of the examination needs to know of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from pipelines.intake.layout.constants import Sending
from pipelines.intake.layout.recognise import headers_of, recognise
from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.reading.sheet import Sheet
from pipelines.settings import Limits
from schemas.feeds import all_feeds
from schemas.partners import Partner


@dataclass(frozen=True)
class Source:
    """A partner's file and its context."""

    partner: Partner
    path: Path
    sending: Sending
    limits: Limits

    @property
    def received(self) -> date:
        """The day the file was received."""
        return self.sending.received

    def recognise(self, sheet: Sheet) -> Layout | None:
        """Recognise one sheet."""
        return recognise(sheet, all_feeds(), self.partner, self.limits, self.sending)

    @cached_property
    def headers(self) -> set[str]:
        """Every folded header that this partner may use."""
        return {header for feed in all_feeds().values() for header in headers_of(feed, self.partner)}
