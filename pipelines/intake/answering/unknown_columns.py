"""What a waiting file asks: the columns that nobody knows, and the fields that one of them may be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.intake.answering.giving_answers import feed_of, header_of
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.layout.recognise import headers_of
from pipelines.intake.learned.answers import NoAnswer, answers, with_answers
from pipelines.intake.learned.waiting_file import refused_drop
from pipelines.intake.reading.sheet import letters
from pipelines.settings import Settings
from schemas.code_lists import code_list
from schemas.contract import Feed
from schemas.headers import is_known
from schemas.partners import find_partner


@dataclass(frozen=True)
class CodeColumn:
    """A column of codes: its title, and the label of every code."""

    title: str
    codes: dict[str, str]


@dataclass(frozen=True)
class Question:
    """The columns of a waiting file that have no known header, by letter, and the feed that it is of.

    A header is empty where it may hold personal data. `feed` is None where it must be chosen first.
    """

    drop: Manifest
    feed: Feed | None
    columns: dict[str, str]

    @property
    def fields(self) -> dict[str, str]:
        """The titles of the feed's fields, by name."""
        return {name: column.title for name, column in self.feed.delivered.items()} if self.feed else {}

    @property
    def codes(self) -> dict[str, CodeColumn]:
        """The columns whose texts may need an answer, by name."""
        columns = self.feed.delivered.items() if self.feed else ()
        return {
            name: CodeColumn(column.title, code_list(column.code_list).codes)
            for name, column in columns
            if column.code_list
        }


def question(settings: Settings, keys: Keys, receipt: str, named: str | None = None) -> Question:
    """Return what a waiting file asks. Raises NoAnswer where no file waits with that receipt."""
    drop = refused_drop(settings, receipt)
    try:
        feed = feed_of(drop, named)
    except NoAnswer:
        return Question(drop, None, {})
    partner = find_partner(drop.partner)
    known = headers_of(feed, with_answers(partner, drop.partner, answers(settings)) if partner else None)
    header = header_of(settings, keys, drop, feed)
    unknown = {
        letters(at): _shown(text)
        for at, text in enumerate(header)
        if text.strip() and not is_known(text, known)
    }
    return Question(drop, feed, unknown)


def _shown(header: str) -> str:
    words = " ".join(header.split())
    harmless = len(words) <= 40 and words.isprintable() and not re.search(r"[\d@]", words)
    return words if harmless else ""
