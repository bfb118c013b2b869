"""What may stand in `partners.yml`: who answers for the data, the partners, their agreements and constants."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field, fields
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ValidationInfo,
    model_validator,
)
from pydantic.dataclasses import dataclass

from schemas.code_lists import code_list
from schemas.delivery_calendar import Due, Ended, Tolerance, covered_days
from schemas.strict_yaml import STRICT

_Text = Annotated[str, Field(min_length=1)]


def _feed(name: str, info: ValidationInfo) -> str:
    """Check the name of a feed, where a file is validated."""
    return _known(name, info.context, "listen") if info.context else name


def _known(name: str, names: Collection[str], what: str) -> str:
    """Return a name that is known. Raises ValueError that suggests the nearest one."""
    if name in names:
        return name
    nearest = get_close_matches(name, names, n=1)
    raise ValueError(f"{what} {name} kendes ikke" + (f". Mente I {nearest[0]}?" if nearest else ""))


_FeedName = Annotated[str, BeforeValidator(_feed)]


@dataclass(frozen=True, config=STRICT)
class Agreement:
    """One feed agreed with one partner.

    `until` is the last day it holds, None while it runs on. `retention` is how many days rows are kept that a newer
    delivery has replaced; None: they are kept with the others.
    """

    basis: _Text
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


def _as_text(value: object) -> object:
    """Return a number that YAML made of a code as the text it was."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


_CodeText = Annotated[_Text, BeforeValidator(_as_text)]


def _school(text: str, info: ValidationInfo) -> str:
    """Check a school's number, where a file is validated."""
    return _known(text, code_list("schools").codes, "skolen") if info.context else text


_Month = Annotated[str, Field(pattern=r"^20\d\dM(0[1-9]|1[0-2])$")]


@dataclass(frozen=True, config=STRICT)
class FeedConstants:
    """What is the same in all rows of some files, where they have no column for it."""

    school_no: Annotated[_CodeText, AfterValidator(_school)] | None = None
    institution_no: _CodeText | None = None
    club: _Text | None = None
    year: Annotated[int, Field(ge=2000, le=2100)] | None = None

    def by_column(self) -> dict[str, str]:
        """Return the constants that are set, by the name of the column, as text."""
        columns = ((each.name, getattr(self, each.name)) for each in fields(FeedConstants))
        return {name: str(value) for name, value in columns if value is not None}


@dataclass(frozen=True, config=STRICT)
class Constants(FeedConstants):
    """A partner's constants for all its feeds, and those of one feed, which go before them."""

    feeds: Mapping[_FeedName, FeedConstants] = field(default_factory=dict)

    @property
    def schools(self) -> tuple[str, ...]:
        """The numbers of the partner's schools: that of all its lists first, then those of one list."""
        found = (constants.school_no for constants in (self, *self.feeds.values()))
        return tuple(dict.fromkeys(school for school in found if school))

    def of_feed(self, feed: str) -> dict[str, str]:
        """Return the constants of one feed, by the name of the column, as text."""
        own = self.feeds.get(feed)
        return self.by_column() | (own.by_column() if own else {})


def _with_feeds(entry: object) -> object:
    """Put the constants that stand under the name of a feed together."""
    if not isinstance(entry, Mapping):
        return entry
    feeds = {name: own for name, own in entry.items() if isinstance(own, Mapping)}
    return {name: value for name, value in entry.items() if name not in feeds} | {"feeds": feeds}


@dataclass(frozen=True, config=STRICT)
class Partner:
    """One partner: its folder in the inbox (or a pattern of folders), what it has agreed to, its own headers.

    `aliases` is by feed and column, and so is `codes`: what the partner's own texts for a code mean. `parts` names, by
    feed, what the files of a list sent in several are (a class, a team): each counts together with the others, however
    much later it comes. `gender_codes` is what its own codes for gender mean, `school_days` the number of school days
    of a month (`2025M09`), for lists of absence by day.
    """

    folder: str
    name: _Text
    contact: _Text
    feeds: Mapping[_FeedName, Agreement]
    aliases: Mapping[_FeedName, Mapping[str, tuple[_Text, ...]]] = field(default_factory=dict)
    parts: Mapping[_FeedName, _Text] = field(default_factory=dict)
    constants: Annotated[Constants, BeforeValidator(_with_feeds)] = field(default_factory=Constants)
    codes: Mapping[_FeedName, Mapping[str, Mapping[_CodeText, str]]] = field(default_factory=dict)
    gender_codes: Mapping[_CodeText, Literal["mand", "kvinde"]] = field(default_factory=dict)
    school_days: Mapping[_Month, Annotated[float, Field(gt=0, le=31)]] = field(default_factory=dict)

    @model_validator(mode="after")
    def _parts_are_of_agreed_feeds(self, info: ValidationInfo) -> Self:
        for feed in self.parts if info.context else ():
            _known(feed, self.feeds, "aftalen om")
        return self

    @model_validator(mode="after")
    def _constants_are_of_agreed_columns(self, info: ValidationInfo) -> Self:
        feeds = info.context or {}
        for feed, own in self.constants.feeds.items() if feeds else ():
            _known(feed, self.feeds, "aftalen om")
            for column in own.by_column():
                _known(column, feeds[feed].delivered, f"kolonnen i {feed}")
        return self

    @model_validator(mode="after")
    def _aliases_are_of_agreed_columns(self, info: ValidationInfo) -> Self:
        feeds = info.context or {}
        for feed, columns in (*self.aliases.items(), *self.codes.items()) if feeds else ():
            _known(feed, self.feeds, "aftalen om")
            for column in columns:
                _known(column, feeds[feed].delivered, f"kolonnen i {feed}")
        return self


@dataclass(frozen=True, config=STRICT)
class Responsible:
    """Who answers for the data: the controller, where to write, and the data protection officer."""

    controller: _Text
    contact: _Text
    dpo: _Text


@dataclass(frozen=True, config=STRICT)
class PartnersFile:
    """All of `partners.yml`."""

    responsible: Responsible
    partners: tuple[Partner, ...]
    calendar: Mapping[_FeedName, tuple[Annotated[Due, BeforeValidator(covered_days)], ...]]
    tolerance: Mapping[_FeedName, Tolerance] = field(default_factory=dict)
    ended: tuple[Ended, ...] = ()
    meetings: tuple[date, ...] = ()
