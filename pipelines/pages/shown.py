"""The cells of an answer as people read them: what is hidden is said to be hidden, and is never a blank or a zero."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipelines.pages.answers import Answer, text

_NO_NUMBER = {"suppressed": "skjult", "not_delivered": "ikke leveret"}
WORDS = {"ok": "vist", "provisional": "foreløbigt", **_NO_NUMBER}
# The comments of these columns say so: they are empty where the count is hidden.
_HIDDEN_IF_EMPTY = {"persons", "participants", "completed"}


def shown(answer: Answer, row: Sequence[Any]) -> list[str]:
    """The cells of a row; `status` beside an empty number says why it is empty."""
    told = dict(zip(answer.names, row, strict=True))
    why = _NO_NUMBER.get(str(told.get("status")), "")
    return [_cell(name, value, why * answer.is_number(place)) for place, (name, value) in enumerate(told.items())]


def _cell(name: str, value: Any, why: str) -> str:
    if value is None:
        return "skjult" if name in _HIDDEN_IF_EMPTY else why
    return WORDS.get(value, value) if name == "status" and isinstance(value, str) else text(value)
