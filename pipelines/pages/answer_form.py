"""The form on the page of a receipt whose file waits: what its unknown columns are."""

from __future__ import annotations

import getpass
from collections.abc import Mapping

from pipelines.intake.answering.giving_answers import answer_headers
from pipelines.intake.answering.questions import Question, question
from pipelines.intake.identity.key_files import KeysMissing, keys_of
from pipelines.intake.learned.answers import NoAnswer
from pipelines.settings import Settings


def asked(settings: Settings, receipt: str, feed: str | None = None) -> Question | None:
    """Return what the file of a receipt asks; None where it does not wait, or the keys are not here."""
    try:
        return question(settings, keys_of(settings), receipt, feed)
    except (NoAnswer, KeysMissing):
        return None


def answered(settings: Settings, receipt: str, form: Mapping[str, str]) -> int:
    """Remember the answers of a form, by the letters of the columns; return their number. Raises NoAnswer."""
    told = {name: field for name, field in form.items() if field and name.isalpha() and name.isupper()}
    if told:
        answer_headers(
            settings, keys_of(settings), receipt, told, getpass.getuser(), form.get("liste") or None
        )
    return len(told)
