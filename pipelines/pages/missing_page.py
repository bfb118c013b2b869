"""What is not delivered: for each partner that owes something, the text of an e-mail to copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

import polars as pl

from pipelines.report.labels_da import partner_name
from pipelines.report.reminder_da import late_partners, reminder
from schemas.partners import find_partner
from schemas.place import place


@dataclass(frozen=True)
class Letter:
    """The e-mail to one partner; `address` opens it in the reader's own mail program, where a contact is known."""

    folder: str
    partner: str
    contact: str
    subject: str
    body: str

    @property
    def address(self) -> str:
        """A `mailto` link."""
        return f"mailto:{quote(self.contact)}?subject={quote(self.subject)}&body={quote(self.body)}"


def letters(tables: Mapping[str, pl.DataFrame]) -> list[Letter]:
    """Return the e-mail to each partner that owes a delivery, those with the oldest due date first."""
    return [_letter(tables, folder) for folder in late_partners(tables)]


def _letter(tables: Mapping[str, pl.DataFrame], folder: str) -> Letter:
    subject, _, body = reminder(tables, folder, f"MedVind i {place().neighbourhood}").partition("\n\n")
    partner = find_partner(folder)
    contact = partner.contact if partner else ""
    return Letter(folder, partner_name(folder), contact, subject.removeprefix("Emne: "), body)
