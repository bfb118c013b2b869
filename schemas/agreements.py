"""What may stand in `partners.yml`: who answers for the data, the partners and their agreements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator
from pydantic.dataclasses import dataclass

from schemas.delivery_calendar import Due, Ended, Tolerance, covered_days
from schemas.known_names import CodeText, FeedName, Text, known
from schemas.partner_constants import Constants, with_feeds
from schemas.strict_yaml import STRICT


@dataclass(frozen=True, config=STRICT)
class Agreement:
    """One feed agreed with one partner.

    `until` is the last day it holds, None while it runs on. `retention` is how many days rows are kept that a newer
    delivery has replaced; None: they are kept with the others.
    """

    basis: Text
    agreed: date
    until: date | None = None
    retention: Annotated[int, Field(gt=0)] | None = None

    @model_validator(mode="after")
    def _ends_after_it_began(self) -> Self:
        if self.until and self.until < self.agreed:
            raise ValueError("until ligger før agreed")
        return self

    def holds(self, day: date) -> bool:
        """Say whether a drop received on `day` comes under the agreement."""
        return self.until is None or day <= self.until


_Month = Annotated[str, Field(pattern=r"^20\d\dM(0[1-9]|1[0-2])$")]


@dataclass(frozen=True, config=STRICT)
class Partner:
    """One partner: its folder in the inbox (or a pattern of folders), what it has agreed to, its own headers.

    `aliases` is by feed and column, and so is `codes`: what the partner's own texts for a code mean. `parts` names, by
    feed, what the files of a list sent in several are (a class, a team): each counts together with the others, however
    much later it comes. `gender_codes` is what its own codes for gender mean, `school_days` the number of school days
    of a month (`2025M09`), for lists of absence by day.
    """

    folder: str
    name: Text
    contact: Text
    feeds: Mapping[FeedName, Agreement]
    aliases: Mapping[FeedName, Mapping[str, tuple[Text, ...]]] = field(default_factory=dict)
    parts: Mapping[FeedName, Text] = field(default_factory=dict)
    constants: Annotated[Constants, BeforeValidator(with_feeds)] = field(default_factory=Constants)
    codes: Mapping[FeedName, Mapping[str, Mapping[CodeText, str]]] = field(default_factory=dict)
    gender_codes: Mapping[CodeText, Literal["mand", "kvinde"]] = field(default_factory=dict)
    school_days: Mapping[_Month, Annotated[float, Field(gt=0, le=31)]] = field(default_factory=dict)

    @model_validator(mode="after")
    def _parts_are_of_agreed_feeds(self, info: ValidationInfo) -> Self:
        for feed in self.parts if info.context else ():
            known(feed, self.feeds, "aftalen om")
        return self

    @model_validator(mode="after")
    def _constants_are_of_agreed_columns(self, info: ValidationInfo) -> Self:
        feeds = info.context or {}
        for feed, own in self.constants.feeds.items() if feeds else ():
            known(feed, self.feeds, "aftalen om")
            for column in own.by_column():
                known(column, feeds[feed].delivered, f"kolonnen i {feed}")
        return self

    @model_validator(mode="after")
    def _aliases_are_of_agreed_columns(self, info: ValidationInfo) -> Self:
        feeds = info.context or {}
        for feed, columns in (*self.aliases.items(), *self.codes.items()) if feeds else ():
            known(feed, self.feeds, "aftalen om")
            for column in columns:
                known(column, feeds[feed].delivered, f"kolonnen i {feed}")
        return self


@dataclass(frozen=True, config=STRICT)
class Responsible:
    """Who answers for the data: the controller, where to write, and the data protection officer."""

    controller: Text
    contact: Text
    dpo: Text


@dataclass(frozen=True, config=STRICT)
class PartnersFile:
    """All of `partners.yml`."""

    responsible: Responsible
    partners: tuple[Partner, ...]
    calendar: Mapping[FeedName, tuple[Annotated[Due, BeforeValidator(covered_days)], ...]]
    tolerance: Mapping[FeedName, Tolerance] = field(default_factory=dict)
    ended: tuple[Ended, ...] = ()
    meetings: tuple[date, ...] = ()
