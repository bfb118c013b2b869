"""Failures as Danish sentences to the person who can mend them, kept until the same step succeeds."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager

from pipelines.intake.decision.release import NotHeld
from pipelines.intake.identity.key_files import KeysMissing
from pipelines.intake.inbox.listing import InboxGone
from pipelines.intake.learned.answers import NoAnswer
from pipelines.intake.values.cpr import mask
from pipelines.operations import last_failure
from pipelines.operations.backup.inventory import NoBackup
from pipelines.operations.migrations import NotOurFormat
from pipelines.privacy.find import NoPerson
from pipelines.publication.expectations.frame_validation import AuditBroken
from pipelines.publication.gate import GateFailed
from pipelines.publication.mart_server import MartServerFailed, Sent, send_if_new
from pipelines.publication.publish import AuditFailed
from pipelines.publication.release.freeze import NotFrozen
from pipelines.settings import Settings
from pipelines.spark.sessions import SparkMissing
from pipelines.text.error_place import error_place
from pipelines.transform.dbt_call import BuildFailed
from schemas.configuration import ConfigurationInvalid

# Refusals of a user's request: nothing has failed, so nothing is stored.
_REFUSALS = (NotHeld, NoAnswer, NoPerson, NotFrozen, NoBackup)


class ExplainedError(Exception):
    """An exception whose message is a Danish sentence without any value from a drop."""


# Exceptions whose messages are Danish and say what to do.
_OURS = (
    *_REFUSALS,
    KeysMissing,
    InboxGone,
    NotOurFormat,
    AuditFailed,
    GateFailed,
    MartServerFailed,
    SparkMissing,
    ConfigurationInvalid,
    ExplainedError,
)

_FULL, _SHUT = "Der er ikke mere plads", "Der må ikke skrives"
_GROUND = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EROFS: _SHUT,
    errno.EACCES: _SHUT,
    errno.EPERM: _SHUT,
    errno.ENOENT: "Der mangler noget",
    errno.EIO: "Disken svarer ikke",
}
# Libraries that are not written in Python raise their own exceptions, with these words in the message.
_IN_WORDS = {
    os.strerror(errno.ENOSPC): _FULL,
    "Could not set lock": "Et andet program har databasen åben. Luk det",
    os.strerror(errno.EROFS): _SHUT,
    os.strerror(errno.EACCES): _SHUT,
}


@contextmanager
def explained_errors(settings: Settings, step: str) -> Iterator[None]:
    """Turn any exception into an ExplainedError: Dagster stores messages for a long time."""
    try:
        with failure_remembered(settings, lambda: step, [step]):
            yield
    except Exception as problem:
        raise ExplainedError(explain(problem)) from None


@contextmanager
def failure_remembered(
    settings: Settings, step: Callable[[], str], settles: Collection[str]
) -> Iterator[None]:
    """Store why work failed and in which step; clear stored failures of the steps `settles` when it succeeds."""
    try:
        yield
    except _REFUSALS:
        raise
    except Exception as problem:
        last_failure.remember_failure(settings, step(), explain(problem))
        raise
    last_failure.clear_failure(settings, settles)


def raise_if_left(settings: Settings, left: Sequence[Exception]) -> None:
    """Store that some files could not be ingested. Raises ExplainedError."""
    if left:
        files = "1 fil" if len(left) == 1 else f"{len(left)} filer"
        with failure_remembered(settings, lambda: "take", ()):
            raise ExplainedError(
                f"{files} kunne ikke tages ind nu og ligger stadig i indbakken. {explain(left[0])}"
            )


def sent_to_server(settings: Settings) -> Sent | None:
    """Send the current publication where a server is set that has another, and store why where that fails.

    The publication itself stays. Returns None where there was nothing to send. Raises MartServerFailed.
    """
    with failure_remembered(settings, lambda: "send", ["send"]):
        return send_if_new(settings)


def explain(problem: Exception) -> str:
    """Return a Danish sentence for any exception. Its own text, which could hold a value, only where ours."""
    if isinstance(problem, _OURS):
        return str(problem)
    if isinstance(problem, BuildFailed):
        return (
            f"Beregningen stoppede ved: {', '.join(problem.nodes)}. De udgivne tal er uændrede. "
            "Se dbt/logs/dbt.log i datamappen."
        )
    if isinstance(problem, AuditBroken):
        return (
            "Kontrollen af tallene kunne ikke gennemføres, så intet er udgivet. De udgivne tal er uændrede. "
            "Skriv igen: medvind run"
        )
    what = next((said for word, said in _IN_WORDS.items() if word in str(problem)), None)
    if isinstance(problem, OSError):
        # A partner's file may be named after a person.
        place = mask(str(problem.filename or "disken"))
        what = f"{_GROUND.get(problem.errno or 0) or what or 'Der er noget galt'}: {place}"
    if what:
        return f"{what}. Intet er gået tabt. Når det er i orden, så skriv igen: medvind run"
    return f"Noget gik galt hos os ({error_place(problem)}). Intet er gået tabt; de udgivne tal er uændrede."
