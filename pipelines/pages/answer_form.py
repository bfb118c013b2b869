"""The forms about partners' own headers and codes: what a waiting file asks, and the answers that were given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.intake.answering.giving_answers import answer_codes, answer_headers, unanswer
from pipelines.intake.answering.unknown_columns import Question, question
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.identity.key_files import KeysMissing, keys_of
from pipelines.intake.learned.answers import NoAnswer, answers
from pipelines.pages.free_lock import lock_if_free
from pipelines.pages.visitor import visitor
from pipelines.report.labels_da import answer_text
from pipelines.settings import Settings

_OUTDATED = "Svaret er ændret, siden siden blev vist. Hent siden igen."


@dataclass(frozen=True)
class GivenAnswer:
    """An answer as it is listed: its number, what it says in Danish, and who gave it on which day."""

    number: int
    name: str
    text: str
    who: str
    day: str


def asked(settings: Settings, receipt: str, feed: str | None = None) -> Question | None:
    """Return what the file of a receipt asks; None where it does not wait, or the keys are not here."""
    try:
        return question(settings, keys_of(settings), receipt, feed)
    except (NoAnswer, KeysMissing):
        return None


def answered(settings: Settings, receipt: str, form: Mapping[str, str]) -> int:
    """Remember the answers of a form, and return their number. Raises NoAnswer.

    Columns are answered by their letters; a code by its column (`felt`), the file's `tekst` and the `kode`.
    """
    who = visitor().name
    if form.get("tekst", "").strip():
        codes = {form["tekst"].strip(): form.get("kode", "").strip()}
        with lock_if_free(settings, NoAnswer):
            answer_codes(settings, keys_of(settings), receipt, form.get("felt", ""), codes, who)
        return 1
    fields = {name: field for name, field in form.items() if field and name.isalpha() and name.isupper()}
    if fields:
        with lock_if_free(settings, NoAnswer):
            answer_headers(settings, keys_of(settings), receipt, fields, who, form.get("liste") or None)
    return len(fields)


def given_answers(settings: Settings) -> list[GivenAnswer]:
    """Return every answer in the order of `medvind answers`."""
    return [
        GivenAnswer(number, answer.name, answer_text(answer), answer.who, answer.when[:10])
        for number, answer in enumerate(answers(settings), 1)
    ]


def taken_back(settings: Settings, form: Mapping[str, str]) -> list[Manifest]:
    """Take back the answer of a form; return the drops whose files are no longer kept. Raises NoAnswer.

    The number must still be that of the answer with the name that the page showed.
    """
    with lock_if_free(settings, NoAnswer):
        shown = {str(answer.number): answer.name for answer in given_answers(settings)}
        if shown.get(form.get("nummer", "")) != form.get("navn"):
            raise NoAnswer(_OUTDATED)
        _, gone = unanswer(settings, keys_of(settings), int(form["nummer"]))
    return gone
