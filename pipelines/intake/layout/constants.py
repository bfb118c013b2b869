"""Values that are the same in every row of a sheet and have no column in it, and where each comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from pipelines.intake.layout.sheet_title import unambiguous
from schemas.contract import Feed
from schemas.kinds import Kind
from schemas.partners import Partner, due_in
from schemas.systems import Profile


@dataclass(frozen=True)
class Constant:
    """The text of a field in all rows, and the code of the message that says where it comes from."""

    text: str
    origin: str


@dataclass(frozen=True)
class Sending:
    """What is known of a file beside its content: the folder it lay in, its name, and the day it was received."""

    folder: str
    file_name: str
    received: date


def given_constants(feed: Feed, partner: Partner | None, sending: Sending | None) -> dict[str, Constant]:
    """Return what need not be in a file: the partner's constants, and what follows from the sending.

    A partner that shares an agreement with others (folder `klub-*`) is named by its folder.
    """
    found: dict[str, Constant] = {}
    if sending and partner and "*" in partner.folder and "club" in feed.delivered:
        found["club"] = Constant(sending.folder, "from_folder")
    if sending and feed.columns[feed.period].kind is Kind.YEAR:
        found[feed.period] = _year(feed, sending)
    agreed = partner.constants.of_feed(feed.name) if partner else {}
    found.update({n: Constant(text, "from_agreement") for n, text in agreed.items() if n in feed.delivered})
    return found


def profile_constants(profile: Profile | None, feed: Feed, sending: Sending | None) -> dict[str, Constant]:
    """Return what the profile of a system says of all rows, and the day of the list where that is the file's."""
    if profile is None:
        return {}
    found = {name: Constant(text, "from_system") for name, text in profile.constants.items()}
    if profile.dated_by_file and sending:
        named = unambiguous([PurePosixPath(sending.file_name).stem], feed.columns[feed.period])
        received = f"{sending.received:%d-%m-%Y}"
        found[feed.period] = (
            Constant(named, "from_file_name") if named else Constant(received, "from_delivery")
        )
    return found


def from_title(feed: Feed, titles: Mapping[str, str]) -> dict[str, Constant]:
    """Return what a sheet's name or title says of fields without a column."""
    return {
        name: Constant(text, "period_from_title" if name == feed.period else "unit_from_title")
        for name, text in titles.items()
    }


def _year(feed: Feed, sending: Sending) -> Constant:
    """Return the year in the file's name, else that of the delivery that is due."""
    stem = PurePosixPath(sending.file_name).stem
    if year := unambiguous([stem], feed.columns[feed.period]):
        return Constant(year, "from_file_name")
    return Constant(str(due_in(feed.name, sending.received)), "from_delivery")
