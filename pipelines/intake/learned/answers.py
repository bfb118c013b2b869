"""The answers on partners' own headers and codes: data beside the archive, with who gave each, when and for which file.

An answer goes before what is packaged, as the partner's own in `partners.yml` does. The newest answer on a text counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace

from pipelines.atomic_io import write_json
from pipelines.intake.layout.sheet_layout import Layout
from pipelines.settings import Settings
from schemas.folding import fold
from schemas.partners import Partner


class NoAnswer(Exception):
    """An answer cannot be given, or there is none to take back. The message says so in Danish."""


@dataclass(frozen=True)
class Answer:
    """One answer: in a partner's files of a feed, the header `text` means `column`; with a `code`, the text of a cell
    in `column` means that code."""

    partner: str
    feed: str
    column: str
    text: str
    code: str | None
    who: str
    when: str
    receipt: str

    @property
    def name(self) -> str:
        """A name of what the answer says, by which drops refer to it."""
        said = [self.partner, self.feed, self.column, fold(self.text), self.code]
        return json.dumps(said, ensure_ascii=False)

    @property
    def about(self) -> tuple[str, ...]:
        """What the answer is about: another one about the same takes its place."""
        return (self.partner, self.feed, self.column if self.code else "", fold(self.text))


def answers(settings: Settings) -> list[Answer]:
    """Return every answer, in the order they were given."""
    if not settings.answers.exists():
        return []
    stored = json.loads(settings.answers.read_text(encoding="utf-8"))
    return [Answer(**plain) for plain in stored["answers"]]


def remember(settings: Settings, given: Iterable[Answer]) -> None:
    """Store answers; each takes the place of an earlier one about the same."""
    given = list(given)
    about = {answer.about for answer in given}
    _write(settings, [*(kept for kept in answers(settings) if kept.about not in about), *given])


def numbered(settings: Settings, number: int) -> Answer:
    """Return the answer with a number, counted from 1 as they are listed. Raises NoAnswer."""
    every = answers(settings)
    if not 1 <= number <= len(every):
        raise NoAnswer(f"Der er intet svar nummer {number}. Se: medvind answers")
    return every[number - 1]


def forget_answer(settings: Settings, taken: Answer) -> None:
    """Remove an answer."""
    _write(settings, [answer for answer in answers(settings) if answer != taken])


def used_in(given: Iterable[Answer], folder: str, layouts: Iterable[Layout]) -> list[str]:
    """Return the names of the answers that the sheets of a partner's file were read with.

    An answer on a code counts as used where the file has the column.
    """
    mine = [answer for answer in given if answer.partner == folder]
    used = {answer.name for layout in layouts for answer in mine if _is_used(answer, layout)}
    return sorted(used)


def _is_used(answer: Answer, layout: Layout) -> bool:
    place = layout.columns.get(answer.column)
    if answer.feed != layout.feed.name or place is None:
        return False
    return answer.code is not None or fold(layout.heading(place)) == fold(answer.text)


def _write(settings: Settings, every: list[Answer]) -> None:
    settings.answers.parent.mkdir(parents=True, exist_ok=True)
    write_json(settings.answers, {"answers": [asdict(answer) for answer in every]})


def with_answers(partner: Partner, folder: str, given: Iterable[Answer]) -> Partner:
    """Return a partner with the answers on the files in its folder, beside its own headers and codes."""
    mine = [answer for answer in given if answer.partner == folder and answer.feed in partner.feeds]
    if not mine:
        return partner
    return replace(partner, aliases=_aliases(partner, mine), codes=_codes(partner, mine))


def _aliases(partner: Partner, mine: list[Answer]) -> dict[str, dict[str, tuple[str, ...]]]:
    found = {feed: dict(columns) for feed, columns in partner.aliases.items()}
    for answer in _of(mine, codes=False):
        columns = found.setdefault(answer.feed, {})
        columns[answer.column] = (*columns.get(answer.column, ()), answer.text)
    return found


def _codes(partner: Partner, mine: list[Answer]) -> dict[str, dict[str, dict[str, str]]]:
    found = {
        feed: {name: dict(own) for name, own in columns.items()} for feed, columns in partner.codes.items()
    }
    for answer in _of(mine, codes=True):
        found.setdefault(answer.feed, {}).setdefault(answer.column, {})[answer.text] = str(answer.code)
    return found


def _of(mine: list[Answer], codes: bool) -> Iterator[Answer]:
    return (answer for answer in mine if (answer.code is not None) is codes)
