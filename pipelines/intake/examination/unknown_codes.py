"""List the unknown codes of a drop, so that the sender sees at once what to mend.

A text is only shown where it looks like a code (OE9, 118): any other may be an address or a name in the wrong column.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from pipelines.intake.problems.problem import Problem, file_problem
from pipelines.intake.validation.checked_rows import Checked
from pipelines.intake.validation.validate import unknown_share
from pipelines.text.danish import counted, listed, rows
from schemas.contract import Feed
from schemas.place import place

_CODE = re.compile(r"(?=.*\d)(?!\d{5})\w{1,6}")
_NAMED = 5
_OF_RESIDENCE = "areas"


def too_many_unknown(feed: Feed, checked: Checked, most: float) -> set[str]:
    """Return the required columns in which more than this share of the rows has an unknown code."""
    return {name for name, share in unknown_share(checked, feed).items() if share > most}


def unknown_codes(feed: Feed, checked: Checked, refused: Collection[str] = ()) -> Iterator[Problem]:
    """Yield one problem for each column with unknown codes: the codes, their rows, and what they are missing from.

    The cells of `refused` columns are problems of their own.
    """
    for name, column in feed.columns.items():
        if name in refused or not (texts := checked.unknown_texts.get(name)):
            continue
        code = "unknown_areas" if column.code_list == _OF_RESIDENCE else "unknown_codes"
        named = listed(list(_named(texts)))
        yield file_problem(code, title=column.title, codes=named, place=place().neighbourhood)


def _named(texts: Mapping[str, int]) -> Iterator[str]:
    """Yield the codes that may be shown, most rows first, and the number of others."""
    shown = {text: n for text, n in texts.items() if _CODE.fullmatch(text)}
    most = sorted(shown, key=lambda text: (-shown[text], text))[:_NAMED]
    yield from (f"»{text}« ({rows(shown[text])})" for text in most)
    if others := len(texts) - len(most):
        yield counted(others, "anden", "andre") if most else counted(others, "kode", "koder")
