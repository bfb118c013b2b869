"""Give an answer on a header or a code, and read the file that waits for it again."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from pipelines.intake.answering.reading_again import put_back_all
from pipelines.intake.archive.drop_folder import WAITING
from pipelines.intake.archive.manifest import ANSWERABLE_BY_CODE, Manifest
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.layout.recognise import headers_of
from pipelines.intake.layout.system_profile import with_header
from pipelines.intake.learned.answers import Answer, NoAnswer, answers, forget_answer, numbered, remember
from pipelines.intake.learned.waiting_file import discard, put_back, refused_drop, waiting_drops
from pipelines.intake.reading.read_subprocess import read_in_subprocess
from pipelines.intake.reading.sheet import Sheet, Unreadable, place_of
from pipelines.settings import Settings
from schemas.code_lists import code_list
from schemas.contract import Feed
from schemas.feeds import all_feeds
from schemas.folding import fold
from schemas.headers import is_known
from schemas.kinds import Kind
from schemas.partners import find_partner

_LETTERS = re.compile(r"[A-Z]{1,3}")


def answer_headers(
    settings: Settings, keys: Keys, receipt: str, fields: Mapping[str, str], who: str, feed: str | None = None
) -> list[Answer]:
    """Remember what columns of a waiting file mean, given by letter or header with the field's name or title, and put
    the file back to be read again. Raises NoAnswer."""
    drop = refused_drop(settings, receipt)
    meant = feed_of(drop, feed)
    header = header_of(settings, keys, drop, meant) if any(map(_LETTERS.fullmatch, fields)) else []
    given = [
        _answer(drop, meant, field_of(meant, field), _text(column, header), None, who)
        for column, field in fields.items()
    ]
    return _settled(settings, keys, drop, given)


def answer_codes(
    settings: Settings, keys: Keys, receipt: str, field: str, meanings: Mapping[str, str], who: str
) -> list[Answer]:
    """Remember which codes the texts of a column of a waiting file stand for, and put it back. Raises NoAnswer."""
    drop = refused_drop(settings, receipt)
    meant = feed_of(drop, None)
    name = field_of(meant, field)
    codes = code_list(meant.columns[name].code_list or "") if meant.columns[name].kind is Kind.CODE else None
    given = []
    for text, code in meanings.items():
        found = codes.find(code) if codes else code
        if found is None:
            raise NoAnswer(f"{code} er ikke en kode i {meant.columns[name].title}.")
        given.append(_answer(drop, meant, name, text, found, who))
    return _settled(settings, keys, drop, given)


def feed_of(drop: Manifest, named: str | None) -> Feed:
    """Return the feed that a drop is of: the one that is named, or that it was recognised as, or the partner's only
    one. Raises NoAnswer."""
    feeds = all_feeds()
    partner = find_partner(drop.partner)
    agreed = list(partner.feeds) if partner else []
    wanted = named or drop.feed or (agreed[0] if len(agreed) == 1 else "")
    found = next(
        (f for f in feeds.values() if wanted and fold(wanted) in (fold(f.name), fold(f.title))), None
    )
    if found is None or found.name not in agreed:
        raise NoAnswer(f"Skriv --feed med en af de lister, der er aftalt: {', '.join(agreed)}")
    return found


def field_of(feed: Feed, named: str) -> str:
    """Return a feed's column by its name or its Danish title. Raises NoAnswer."""
    titles = {fold(text): name for name, column in feed.delivered.items() for text in (name, column.title)}
    if (name := titles.get(fold(named))) is None:
        raise NoAnswer(f"{feed.title} har ikke feltet {named}. Felterne er: {', '.join(feed.delivered)}")
    return name


def _answer(drop: Manifest, feed: Feed, column: str, text: str, code: str | None, who: str) -> Answer:
    when = datetime.now().isoformat("T", "seconds")
    return Answer(drop.partner, feed.name, column, text, code, who, when, drop.receipt_id)


def unanswer(settings: Settings, keys: Keys, number: int) -> tuple[Answer, list[Manifest]]:
    """Take back the answer with a number, and put the files that were read with it back to be read again.

    Returns the answer, and the drops whose files are no longer kept. Raises NoAnswer.
    """
    taken = numbered(settings, number)
    gone = put_back_all(settings, keys, {taken.name})
    forget_answer(settings, taken)
    return taken, gone


def _settled(settings: Settings, keys: Keys, drop: Manifest, given: list[Answer]) -> list[Answer]:
    """Remember answers, and put back the file, others that wait for the same, and those read with another answer."""
    about = {answer.about for answer in given}
    otherwise = {old.name for old in answers(settings) if old.about in about} - {a.name for a in given}
    put_back_all(settings, keys, otherwise)
    remember(settings, given)
    for waiting in waiting_drops(settings):
        if waiting.receipt_id == drop.receipt_id or _asks_too(settings, keys, waiting, drop, given):
            put_back(settings, waiting, keys)
            discard(settings, waiting)
    return given


def _asks_too(settings: Settings, keys: Keys, waiting: Manifest, drop: Manifest, given: list[Answer]) -> bool:
    """Say whether another file of the partner waits for one of the answers."""
    if (waiting.partner, waiting.feed) != (drop.partner, drop.feed):
        return False
    if given[0].code is not None:
        return any(problem.code in ANSWERABLE_BY_CODE for problem in waiting.problems)
    headers = {fold(text) for text in header_of(settings, keys, waiting, all_feeds()[given[0].feed])}
    return any(fold(answer.text) in headers for answer in given)


def _text(column: str, header: list[str]) -> str:
    """Return the header of a column given by its letters, or the header that is given itself. Raises NoAnswer."""
    if not _LETTERS.fullmatch(column):
        return column
    place = place_of(column)
    if place >= len(header) or not header[place].strip():
        raise NoAnswer(f"Kolonne {column} har ingen overskrift i filen.")
    return header[place].strip()


def header_of(settings: Settings, keys: Keys, drop: Manifest, feed: Feed) -> list[str]:
    """Return the header row of a waiting file: the first of its rows with the most headers of the feed."""
    known = headers_of(feed, find_partner(drop.partner))
    with tempfile.TemporaryDirectory(dir=settings.raw, prefix=".waiting-") as folder:
        path = Path(folder) / f"fil{Path(drop.file_name).suffix}"
        keys.open_waiting(settings.raw / drop.folder / WAITING, path)
        try:
            sheets = read_in_subprocess(path, known, settings.limits).sheets
        except Unreadable:
            raise NoAnswer("Filen kan ikke læses, så kolonnerne kan ikke forklares.") from None
    rows = [row for sheet in sheets if not sheet.hidden for row in _first_rows(with_header(sheet), settings)]
    return max(rows, key=lambda row: sum(is_known(cell, known) for cell in row), default=[])


def _first_rows(sheet: Sheet, settings: Settings) -> list[list[str]]:
    return list(sheet.rows[: settings.limits.header_rows])
