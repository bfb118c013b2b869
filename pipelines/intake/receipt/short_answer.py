"""The receipt in few words: what a terminal and a page say of a file that is only tried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.receipt.headline import VERDICTS, headline, steps
from pipelines.intake.receipt.problem_groups import ProblemGroup, group_problems
from pipelines.text.danish import number, rows
from schemas.feeds import all_feeds

SEVERITIES_DA = {"error": "Skal rettes", "warning": "Se på det", "info": "Ordnet af os"}


@dataclass(frozen=True)
class ProblemSaid:
    """Problems of one kind: their severity (`error`, `warning`, `info`), the sentences, and the places in the file."""

    severity: str
    said: str
    places: str


@dataclass(frozen=True)
class ShortAnswer:
    """What is said of one feed's part of a file, in Danish and without values of cells.

    `whole`: every row would be accepted, and nobody need decide anything.
    """

    headline: str
    about: str
    counts: str
    problems: list[ProblemSaid]
    steps: list[str]
    whole: bool


def short_answer(drop: Manifest) -> ShortAnswer:
    """Say a drop's receipt in few words."""
    feed = all_feeds().get(drop.feed or "")
    about = f"{VERDICTS[drop.verdict]} · {feed.title if feed else 'ikke genkendt'} · {drop.read_as}"
    problems = [_said(group) for group in group_problems(drop.problems)]
    whole = drop.verdict not in ("held", "rejected") and not drop.rows.quarantined
    return ShortAnswer(
        headline(drop), about.rstrip(" ·"), ", ".join(_counts(drop)), problems, list(steps(drop)), whole
    )


def _counts(drop: Manifest) -> Iterator[str]:
    found = drop.rows
    if found.read:
        yield f"{rows(found.read)} læst"
        yield f"{number(found.loaded)} er med"
        yield f"{number(found.quarantined)} skal rettes"
        yield f"{number(found.skipped)} er ikke brugt"
        yield f"{number(found.collapsed)} gentager en anden."


def _said(group: ProblemGroup) -> ProblemSaid:
    more = f" og {number(group.more)} til" if group.more > 0 else ""
    return ProblemSaid(
        group.severity, " ".join([group.what, *group.remedy]), f"{', '.join(group.places)}{more}"
    )
