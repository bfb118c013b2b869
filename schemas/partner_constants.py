"""What is the same in all rows of a partner's files, as it stands in `partners.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo
from pydantic.dataclasses import dataclass

from schemas.code_lists import code_list
from schemas.known_names import CodeText, FeedName, Text, known
from schemas.strict_yaml import STRICT


def _school(text: str, info: ValidationInfo) -> str:
    """Check a school's number, where a file is validated."""
    return known(text, code_list("schools").codes, "skolen") if info.context else text


@dataclass(frozen=True, config=STRICT)
class FeedConstants:
    """What is the same in all rows of some files, where they have no column for it."""

    school_no: Annotated[CodeText, AfterValidator(_school)] | None = None
    institution_no: CodeText | None = None
    club: Text | None = None
    year: Annotated[int, Field(ge=2000, le=2100)] | None = None

    def by_column(self) -> dict[str, str]:
        """Return the constants that are set, by the name of the column, as text."""
        columns = ((each.name, getattr(self, each.name)) for each in fields(FeedConstants))
        return {name: str(value) for name, value in columns if value is not None}


@dataclass(frozen=True, config=STRICT)
class Constants(FeedConstants):
    """A partner's constants for all its feeds, and those of one feed, which go before them."""

    feeds: Mapping[FeedName, FeedConstants] = field(default_factory=dict)

    @property
    def schools(self) -> tuple[str, ...]:
        """The numbers of the partner's schools: that of all its lists first, then those of one list."""
        found = (constants.school_no for constants in (self, *self.feeds.values()))
        return tuple(dict.fromkeys(school for school in found if school))

    def of_feed(self, feed: str) -> dict[str, str]:
        """Return the constants of one feed, by the name of the column, as text."""
        own = self.feeds.get(feed)
        return self.by_column() | (own.by_column() if own else {})


def with_feeds(entry: object) -> object:
    """Put the constants that stand under the name of a feed together."""
    if not isinstance(entry, Mapping):
        return entry
    feeds = {name: own for name, own in entry.items() if isinstance(own, Mapping)}
    return {name: value for name, value in entry.items() if name not in feeds} | {"feeds": feeds}
