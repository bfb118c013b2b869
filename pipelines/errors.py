"""What went wrong, in a sentence to the person who can mend it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipelines.intake.keys import KeysMissing
from pipelines.intake.release import NotHeld
from pipelines.intake.take import where
from pipelines.intake.values.cpr import mask
from pipelines.privacy.find import NoPerson
from pipelines.publication.freeze import NotFrozen
from pipelines.publication.gate import GateFailed
from pipelines.publication.publish import AuditFailed
from pipelines.transform.dbt import BuildFailed


@contextmanager
def in_our_words() -> Iterator[None]:
    """Let no exception out but in our own words: Dagster keeps what it is told for a long time."""
    try:
        yield
    except Exception as problem:
        raise Said(explain(problem)) from None


class Said(Exception):
    """An exception in our own words."""


def explain(problem: Exception) -> str:
    """A Danish sentence for any exception. Never its own text, unless we wrote it: it could hold a value."""
    if isinstance(problem, KeysMissing | NotHeld | NoPerson | NotFrozen | AuditFailed | GateFailed):
        return str(problem)
    if isinstance(problem, BuildFailed):
        return (
            f"Beregningen stoppede ved: {', '.join(problem.nodes)}. De udgivne tal er uændrede. "
            "Se dbt/logs/dbt.log i datamappen."
        )
    if isinstance(problem, OSError):
        # A partner's file may be named after a person.
        place = mask(str(problem.filename or "disken"))
        return f"Der er noget galt med {place}: {problem.strerror}. Intet er gået tabt."
    return f"Noget gik galt hos os ({where(problem)}). Intet er gået tabt; de udgivne tal er uændrede."
