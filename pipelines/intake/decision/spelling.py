"""Spell the free texts of a drop's scopes, such as a club's name, as the partner's live rows do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipelines.intake.archive.manifest import KeptParts
from pipelines.intake.validation.checked_rows import Checked
from schemas.contract import Feed
from schemas.folding import fold
from schemas.kinds import Kind


def spelled_as_before(checked: Checked, feed: Feed, live: Iterable[str], folder: str) -> Checked:
    """Return the rows with each text that only differs from a live one by capitals or punctuation spelled like it.

    A club that is named by its partner's `folder`, since the file has no name, is the one that the partner has sent
    before, where that is one.
    """
    respelled = {}
    for place, name in enumerate(feed.scope):
        if feed.columns[name].kind is Kind.TEXT:
            known = {fold(text): text for scope in live if (text := KeptParts.scope_values(scope)[place])}
            if len(set(known.values())) == 1:
                known[fold(folder)] = next(iter(known.values()))
            texts = {text for rows in checked.loaded_chunks([name]) for text in rows[name].unique()}
            respelled[name] = {
                text: known[fold(text)] for text in texts if known.get(fold(text), text) != text
            }
    return replace(checked, respelled={name: texts for name, texts in respelled.items() if texts})
