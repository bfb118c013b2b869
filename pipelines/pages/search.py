"""Search of the pages by words: indicators by name and definition, and ready questions."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from pipelines.pages.figure_choice import definitions
from pipelines.pages.ready_questions import questions
from schemas.folding import fold

LONGEST_SEARCH = 100
# Signs beside a word that are none of it.
_SIGNS = string.punctuation + "»«”…"
_TEXTS = ("description_da", "numerator_da", "denominator_da", "indicator_id")


@dataclass(frozen=True)
class Found:
    """One page that has the words: its title and first sentences, and all the text that is searched."""

    title: str
    said: str
    text: str
    address: str


def search(tables: Mapping[str, pl.DataFrame], wanted: str) -> list[Found]:
    """Return the pages that have every word, those with all of them in the title first; none without a word."""
    words = [word for part in fold(wanted).split() if (word := part.strip(_SIGNS))]
    pages = [*_indicators(tables), *_questions()]
    found = [
        page for page in pages if words and all(word in fold(f"{page.title} {page.text}") for word in words)
    ]
    return sorted(found, key=lambda page: not all(word in fold(page.title) for word in words))


def _indicators(tables: Mapping[str, pl.DataFrame]) -> Iterable[Found]:
    newest = {row["indicator_id"]: row for row in definitions(tables)}
    for row in newest.values():
        text = " ".join(str(row[name] or "") for name in _TEXTS)
        yield Found(row["name_da"], row["description_da"], text, f"/tal?indikator={row['indicator_id']}")


def _questions() -> Iterable[Found]:
    for number, question in enumerate(questions(), start=1):
        said = " ".join(question.said)
        yield Found(question.title, said, said, f"/spoergsmaal/{number}")
