"""Build the manifest of a drop: what the file itself says, and the verdict in comparison with earlier drops."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import PurePosixPath

from babel.dates import format_date

from pipelines.intake.archive.history import History
from pipelines.intake.archive.manifest import HOLDING, KeptParts, Manifest
from pipelines.intake.decision.doubtful_counts import guessed_sign, leaps
from pipelines.intake.decision.parts import ScopePlan, plan
from pipelines.intake.decision.references import unknown_references
from pipelines.intake.decision.scope_changes import scope_changes
from pipelines.intake.decision.spelling import spelled_as_before
from pipelines.intake.decision.stray_rows import set_aside
from pipelines.intake.decision.suspicious import older_than_live, settled_by_history, units_of_others
from pipelines.intake.decision.versions import (
    LiveScope,
    compared_columns,
    content_of,
    live_scopes,
    reasons_to_hold,
    same_content,
)
from pipelines.intake.examination.examined import Examined
from pipelines.intake.identity.digests import token
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.inbox.listing import WaitingFile
from pipelines.intake.problems.problem import file_problem
from pipelines.intake.values.cpr import mask
from pipelines.intake.work_budget import TooMuchWork, work_budget
from pipelines.settings import Limits


def receipt_id(file: WaitingFile, part: Examined, sha256: str, keys: Keys) -> str:
    """Return the receipt id. It is the same for the same copy of a file, so that an interrupted run continues."""
    named = f"{file.identity}/{sha256}/{part.feed.name if part.feed else ''}"
    code = token(hmac.digest(keys.derive("receipt"), named.encode(), "sha256")[:5])
    return f"{file.received_at:%Y%m%d}-{code}"


def decide(
    file: WaitingFile, part: Examined, sha256: str, history: History, keys: Keys, limits: Limits
) -> tuple[Manifest, Examined]:
    """Return the manifest of one feed's part of a file, and the part without the rows that are set aside."""
    manifest = describe(file, part, keys.file_digest(sha256), receipt_id(file, part, sha256, keys), history)
    manifest = replace(manifest, key_fingerprint=keys.fingerprint)
    return judge(manifest, part, history, limits, file.size, keys)


def describe(file: WaitingFile, part: Examined, digest: str, receipt: str, history: History) -> Manifest:
    """Return the manifest of the part by itself, with the verdict `rejected` until it is judged."""
    return Manifest(
        receipt_id=receipt,
        partner=file.partner,
        file_name=mask(PurePosixPath(file.name).name),
        sha256=digest,
        received_at=file.received_at,
        taken_at=datetime.now().replace(microsecond=0),
        sequence=history.next_sequence(),
        verdict="rejected",
        feed=part.feed.name if part.feed else None,
        rows=part.rows,
        problems=part.problems,
        read_as=part.read_as,
        absent=part.absent,
    )


def judge(
    manifest: Manifest, part: Examined, history: History, limits: Limits, size: int, keys: Keys | None = None
) -> tuple[Manifest, Examined]:
    """Return the manifest with its verdict in comparison with earlier drops, and the part without rows set aside.

    `size` is that of the file in bytes, from which the processor time allowed follows. Without `keys` rows about
    persons cannot be compared, and only their number counts.
    """
    if part.rejected:
        return manifest, part
    try:
        with work_budget(limits.work_of(size)):
            return _compare(manifest, part, history, limits, keys)
    except TooMuchWork:
        problems = [file_problem("too_slow")]
        refused = Examined(part.feed, part.read_as, True, part.rows.not_loaded(), problems=problems)
        return replace(manifest, rows=refused.rows, problems=problems), refused


def _compare(
    manifest: Manifest, part: Examined, history: History, limits: Limits, keys: Keys | None
) -> tuple[Manifest, Examined]:
    """Return the verdict on a drop whose rows could be read."""
    feed, checked = part.feed, part.checked
    assert feed is not None and checked is not None
    earlier = history.earlier(manifest.partner, feed.name)
    if original := same_content(manifest, feed, earlier, limits):
        return _duplicate(manifest, original), part
    live = live_scopes(earlier)
    checked = spelled_as_before(checked, feed, live, manifest.partner)
    changed = scope_changes(feed, checked, live, manifest.partner, history, keys)
    planned = plan(changed, manifest, history, limits)
    part = set_aside(replace(part, checked=checked), planned.stray, limits.cells_named)
    manifest = replace(manifest, rows=part.rows, problems=part.problems)
    return _judged(manifest, part, planned, live, history, limits), part


def _judged(
    manifest: Manifest,
    part: Examined,
    planned: ScopePlan,
    live: Mapping[str, LiveScope],
    history: History,
    limits: Limits,
) -> Manifest:
    """Return the manifest with its scopes, and held where a person must look first."""
    assert part.feed is not None and part.checked is not None
    earlier = history.earlier(manifest.partner, part.feed.name)
    content = content_of(part.checked.loaded_chunks(compared_columns(part.feed)), part.feed)
    manifest = replace(
        manifest,
        period_start=content.first,
        period_end=content.last,
        scopes=content.scopes,
        units=content.units,
        kept={scope: KeptParts(live[scope].receipt_id, rows) for scope, rows in planned.kept.items()},
        asked=sorted(planned.doubtful),
        supersedes=sorted(
            {live[scope].receipt_id for scope in planned.replacing(content.scopes) if scope in live}
        ),
    )
    holding = [
        *(problem for problem in part.problems if problem.code in HOLDING),
        *planned.problems(),
        *reasons_to_hold(part.feed, content.scopes, content.units, earlier, limits),
        *older_than_live(manifest, part.feed, live, history),
        *units_of_others(manifest, part.feed, history),
        *guessed_sign(part.checked),
        *leaps(part.feed, part.checked, manifest.partner, history),
    ]
    settled = {*HOLDING, *settled_by_history(manifest, part.feed, history, holding)}
    others = [problem for problem in part.problems if problem.code not in settled]
    added = [file_problem("part_added")] if planned.kept and not holding else []
    problems = [*others, *added, *unknown_references(history, part.feed, part.checked, limits)]
    has_warnings = manifest.rows.quarantined or any(problem.severity != "info" for problem in problems)
    return replace(
        manifest,
        verdict="held" if holding else "accepted_with_warnings" if has_warnings else "accepted",
        rows=manifest.rows.not_loaded() if holding else manifest.rows,
        problems=holding + problems,
    )


def _duplicate(manifest: Manifest, original: Manifest) -> Manifest:
    problems = file_problem("duplicate", date=_day(original.received_at.date()), receipt=original.receipt_id)
    return replace(
        manifest,
        verdict="duplicate",
        rows=manifest.rows.not_loaded(),
        period_start=original.period_start,
        period_end=original.period_end,
        problems=[problems],
    )


def _day(day: date) -> str:
    return format_date(day, "'den' d. MMMM y", locale="da")
