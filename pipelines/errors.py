"""What went wrong, in a sentence to the person who can mend it; and the house remembers it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from pipelines.care import failures
from pipelines.care.inventory import NoBackup
from pipelines.intake.keys import KeysMissing
from pipelines.intake.release import NotHeld
from pipelines.intake.take import where
from pipelines.intake.values.cpr import mask
from pipelines.privacy.find import NoPerson
from pipelines.publication.audit import AuditBroken
from pipelines.publication.freeze import NotFrozen
from pipelines.publication.gate import GateFailed
from pipelines.publication.publish import AuditFailed
from pipelines.settings import Settings
from pipelines.transform.dbt import BuildFailed
from pipelines.transform.spark import SparkMissing
from pipelines.upgrades import NotOurFormat

# The house said no to what it was asked: nothing has failed, and there is nothing to remember.
_REFUSALS = (NotHeld, NoPerson, NotFrozen, NoBackup)


class Said(Exception):
    """An exception in our own words."""


# Their messages are ours, in Danish, and say what to do.
_OURS = (*_REFUSALS, KeysMissing, NotOurFormat, AuditFailed, GateFailed, SparkMissing, Said)


@contextmanager
def in_our_words(settings: Settings, step: str) -> Iterator[None]:
    """Let no exception out but in our own words: Dagster keeps what it is told for a long time."""
    try:
        with remembered(settings, lambda: step, [step]):
            yield
    except Exception as problem:
        raise Said(explain(problem)) from None


@contextmanager
def remembered(settings: Settings, step: Callable[[], str], settles: Collection[str]) -> Iterator[None]:
    """Remember why work failed, and in which step; forget it when the work goes well: `settles` are its steps."""
    try:
        yield
    except _REFUSALS:
        raise
    except Exception as problem:
        failures.remember(settings, step(), explain(problem))
        raise
    failures.settle(settings, settles)


def explain(problem: Exception) -> str:
    """A Danish sentence for any exception. Never its own text, unless we wrote it: it could hold a value."""
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
    if isinstance(problem, OSError):
        # A partner's file may be named after a person.
        place = mask(str(problem.filename or "disken"))
        return f"Der er noget galt med {place}: {problem.strerror}. Intet er gået tabt."
    return f"Noget gik galt hos os ({where(problem)}). Intet er gået tabt; de udgivne tal er uændrede."
