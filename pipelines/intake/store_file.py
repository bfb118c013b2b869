"""Store a file that was read: decide beside earlier drops, archive, write its receipts, remove it from the inbox."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from io import BufferedReader
from pathlib import Path

from pipelines.intake.archive.drop_folder import WAITING
from pipelines.intake.archive.history import History
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.archive.store import store_drop
from pipelines.intake.decision.erased_and_renumbered import drop_rows_of_erased, merge_renumbered
from pipelines.intake.decision.verdict import decide, receipt_id
from pipelines.intake.examination.examined import Examined
from pipelines.intake.examined_file import ExaminedFile
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.identity.person_register import Persons
from pipelines.intake.inbox.listing import WaitingFile
from pipelines.intake.learned.answers import Answer, used_in
from pipelines.intake.receipt.sent_file import SentFile
from pipelines.intake.receipt.write_receipt import write_receipt
from pipelines.settings import Settings


def store_file(
    read: ExaminedFile, settings: Settings, history: History, keys: Keys, persons: Persons
) -> Iterator[Manifest]:
    """Compare a file with earlier drops, archive it, write its receipts, and remove it from the inbox."""
    if not read.file.is_unchanged:
        return
    yield from _store_parts(read, settings, history, keys, persons)
    if read.file.is_unchanged:
        read.file.path.unlink()


def _store_parts(
    read: ExaminedFile, settings: Settings, history: History, keys: Keys, persons: Persons
) -> Iterator[Manifest]:
    """Archive each feed's part of a file and write its receipt."""
    file = read.file
    kept = [drop_rows_of_erased(part, persons, keys, file.partner) for part in read.parts]
    # Where rows of erased persons were removed, neither the sealed original nor excerpts of the sheet are kept.
    whole = all(part is before for part, before in zip(kept, read.parts, strict=True))
    for merged in (merge_renumbered(part, persons, keys, file.partner) for part in kept):
        manifest, part = history.find(receipt_id(file, merged, read.sha256, keys)), merged
        if manifest is None:
            manifest, part = decide(file, merged, read.sha256, history, keys, settings.limits)
            manifest = _with_answers_used(manifest, part, history, read.given)
            # The bytes of a duplicate are in the archive already.
            seal = (
                partial(_seal, file, read.original, keys, manifest.may_be_read_again)
                if whole and manifest.verdict != "duplicate"
                else None
            )
            store_drop(settings, manifest, part.feed, part.checked, seal, keys)
            history.add(manifest)
        shown = SentFile(file.path, part.layouts) if whole else SentFile(Path())
        write_receipt(settings, manifest, shown, history.before(manifest))
        yield manifest


def _with_answers_used(
    manifest: Manifest, part: Examined, history: History, given: Sequence[Answer]
) -> Manifest:
    """Name the answers that the rows were read with, and those of the earlier parts that count with them."""
    if not (manifest.accepted or manifest.verdict == "held"):
        return manifest
    sources = [history.find(parts.source) for parts in manifest.kept.values()]
    of_parts = {name for source in sources if source for name in source.rests_on}
    return replace(manifest, rests_on=sorted({*used_in(given, manifest.partner, part.layouts), *of_parts}))


def _seal(file: WaitingFile, original: BufferedReader, keys: Keys, again: bool, target: Path) -> None:
    keys.seal(original, target)
    if again:
        keys.seal_waiting(original, target.with_name(WAITING))
    if not file.is_unchanged:
        # The partner changed the file while it was being sealed: the sealed bytes may differ from those that were
        # read.
        raise InterruptedError("the file is being changed")
