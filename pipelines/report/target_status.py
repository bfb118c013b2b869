"""The status of an indicator against its target. Every indicator has exactly one, so the counts add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.report.indicator_figures import Figure, Indicator
from pipelines.report.significance import differ
from pipelines.report.target_course import course_of
from schemas.code_lists import code_list


@dataclass(frozen=True)
class Status:
    """A status: `key` gives its icon, `tone` its colour, and `counted` the end of the sentence that counts it."""

    key: str
    word: str
    tone: str
    counted: str


REACHED = Status("reached", "Målet er nået", "good", "har nået målet")
ON_COURSE = Status("on_course", "Følger kursen", "good", "følger kursen mod målet")
BEHIND = Status("behind", "Bag kursen", "look", "er bag kursen mod målet")
AWAY = Status("away", "Væk fra målet", "bad", "bevæger sig væk fra målet")
BETTER = Status("better", "Bedre end sidst", "good", "er bedre end sidst")
WORSE = Status("worse", "Dårligere end sidst", "bad", "er dårligere end sidst")
CHANGED = Status("changed", "Ændret siden sidst", "plain", "er ændret siden sidst")
UNDECIDED = Status("undecided", "Kan ikke afgøres", "plain", "kan ikke afgøres")
UNTESTED = Status("untested", "Ikke prøvet", "plain", "kan vi ikke prøve")
ALONE = Status("alone", "Intet at sammenligne med", "plain", "har intet at sammenligne med")
HIDDEN = Status("hidden", "Kan ikke vises", "none", "kan ikke vises")
SILENT = Status("silent", "Ingen tal endnu", "none", "har ingen tal endnu")

ALL = (REACHED, ON_COURSE, BEHIND, AWAY, BETTER, WORSE, CHANGED, UNDECIDED, UNTESTED, ALONE, HIDDEN, SILENT)

# The status by the code of the change in the list of change verdicts; a change within the noise is undecided.
_CHANGES = {
    "better": BETTER,
    "worse": WORSE,
    "higher": CHANGED,
    "lower": CHANGED,
    "not_tested": UNTESTED,
    "no_previous": ALONE,
}


def status_of(indicator: Indicator) -> Status:
    """Return the status: progress towards the target where one is set, else the change since the previous figure."""
    if indicator.latest is None:
        return HIDDEN if any(figure.hidden for figure in indicator.series) else SILENT
    if indicator.target is None or not indicator.better:
        changes = code_list("change_verdicts")
        return _CHANGES.get(changes.find(indicator.overview.get("change_da") or "") or "", UNDECIDED)
    if indicator.overview.get("status_da") == code_list("target_verdicts").codes["reached"]:
        return REACHED
    return _on_the_way(indicator, indicator.latest)


def _on_the_way(indicator: Indicator, latest: Figure) -> Status:
    """On course only if the whole confidence interval is, behind only if none of it is."""
    course = course_of(indicator)
    if course is None or course.start is latest:
        return UNDECIDED
    wanted = course.at(latest.day)
    worst, best = sorted(indicator.better * (end - wanted) for end in (latest.low or 0.0, latest.high or 0.0))
    if worst >= 0:
        return ON_COURSE
    if best >= 0:
        return UNDECIDED
    worse = indicator.better * ((latest.value or 0.0) - (course.start.value or 0.0)) < 0
    return AWAY if worse and differ(latest, course.start) else BEHIND


def count(statuses: Iterable[Status]) -> list[tuple[Status, int]]:
    """Return the number of indicators by status, without zeros, in the order of `ALL`."""
    found = Counter(statuses)
    return [(status, found[status]) for status in ALL if found[status]]
