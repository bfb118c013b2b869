"""Format the cells of a query result for display; a hidden number is shown as `skjult`, never as a blank or a zero."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipelines.pages.query_result import QueryResult, text
from pipelines.text.hidden_da import HIDDEN
from schemas.code_lists import packaged_code_list

_LIST = packaged_code_list("figure_statuses")
STATUSES = _LIST.codes
_WITHOUT = {code: word for code, word in STATUSES.items() if code not in _LIST.in_group("shown")}
# By code, and by word: the view `tal` has the words themselves.
_NO_NUMBER = _WITHOUT | {word: word for word in _WITHOUT.values()}
# Columns that are null where the count is hidden, as their comments say.
_HIDDEN_IF_EMPTY = {"persons", "participants", "completed"}


def display_row(answer: QueryResult, row: Sequence[Any]) -> list[str]:
    """Return the cells of a row. The reason for a missing number is in the first empty numeric cell."""
    cells = [_cell(name, value) for name, value in zip(answer.names, row, strict=True)]
    empty = [place for place, value in enumerate(row) if value is None and answer.is_number(place)]
    for place in empty if answer.empty else empty[:1]:
        cells[place] = missing(answer, row, place)
    return cells


def missing(answer: QueryResult, row: Sequence[Any], place: int) -> str:
    """Return why a number is missing, by the status of its row; empty where that is not known."""
    if answer.names[place] in _HIDDEN_IF_EMPTY:
        return HIDDEN
    if answer.empty:
        return answer.empty
    statuses = [value for name, value in zip(answer.names, row, strict=True) if name == "status"]
    return _NO_NUMBER.get(str(statuses[0]), "") if statuses else ""


def _cell(name: str, value: Any) -> str:
    if value is None:
        return HIDDEN if name in _HIDDEN_IF_EMPTY else ""
    return STATUSES.get(value, value) if name == "status" and isinstance(value, str) else text(value)
