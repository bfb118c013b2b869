"""Read files again when an answer that they were read with no longer holds: it is taken back, or answered otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pipelines.intake.archive.drop_folder import HELD
from pipelines.intake.archive.history import History
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.decision.versions import live_scopes
from pipelines.intake.decision.withdraw import withdraw
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.learned.waiting_file import discard, has_file, put_back
from pipelines.settings import Settings


def put_back_all(settings: Settings, keys: Keys, answers: Collection[str]) -> list[Manifest]:
    """Withdraw every drop that rests on one of the answers, by their names, and put its file back into the inbox.

    Returns the drops whose files are no longer kept: they count as before. Drops that others have replaced stay.
    """
    gone = []
    for drop in list(_resting(settings, frozenset(answers))):
        if has_file(settings, drop):
            put_back(settings, drop, keys)
            withdraw(settings, drop, "answer_taken_back")
            discard(settings, drop)
        else:
            gone.append(drop)
    return gone


def _resting(settings: Settings, answers: frozenset[str]) -> Iterator[Manifest]:
    """Yield the held drops and those that count, also where they would count when the newer ones are withdrawn."""
    history = History.look(settings)
    rests = [drop for drop in history.drops if not answers.isdisjoint(drop.rests_on)]
    yield from (drop for drop in rests if (settings.raw / drop.folder / HELD).exists())
    lists = {(drop.partner, drop.feed or "") for drop in rests}
    for partner, feed in sorted(lists):
        live = history.earlier(partner, feed)
        while drop := next((drop for drop in rests if drop in live and _counts(drop, live)), None):
            live.remove(drop)
            yield drop


def _counts(drop: Manifest, live: list[Manifest]) -> bool:
    return any(drop.receipt_id in scope.by_part for scope in live_scopes(live).values())
