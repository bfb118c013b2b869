"""The one word of an indicator in a list of all, from its verdicts. Every indicator has exactly one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.report.figure_text import capital
from pipelines.report.indicator_figures import Indicator
from pipelines.report.labels_da import in_sentence
from pipelines.report.verdict_tone import tone_of
from pipelines.report.verdicts import BESIDE, OVER_YEARS, SINCE_LAST, TARGET, Verdict


@dataclass(frozen=True)
class Kind:
    """A kind of status: `key` gives its icon, `counted` the end of the sentence that counts it."""

    key: str
    counted: str


MOVED = Kind("moved", "har flyttet sig")
BEHIND = Kind("behind", "når ikke målet på denne kurs")
APART = Kind("apart", "skiller sig ud fra kommunen eller landet")
ON_COURSE = Kind("on_course", "når måske eller sandsynligvis målet")
UNCERTAIN = Kind("uncertain", "er uden sikker ændring")
UNTESTED = Kind("untested", "kan ikke sammenlignes eller testes endnu")
HIDDEN = Kind("hidden", "kan ikke vises")
SILENT = Kind("silent", "har ingen tal endnu")
ALL = (MOVED, BEHIND, APART, ON_COURSE, UNCERTAIN, UNTESTED, HIDDEN, SILENT)

_SINCE = {SINCE_LAST: "siden sidst", OVER_YEARS: "gennem årene"}
_TARGETS = {
    "target_perhaps_reached": "Når måske målet",
    "target_probably_reached": "Når sandsynligvis målet",
}


@dataclass(frozen=True)
class Status:
    """The status of one indicator: `tone` gives its colour, `icon` its shape."""

    kind: Kind
    word: str
    tone: str
    icon: str


def status_of(indicator: Indicator) -> Status:
    """Return the first that is true: it has moved, is behind its target, differs from others; else what is known."""
    if indicator.latest is None:
        hidden = any(figure.hidden for figure in indicator.series)
        return _none(HIDDEN, "Kan ikke vises") if hidden else _none(SILENT, "Ingen tal endnu")
    return (
        _moved(indicator)
        or _aimed(indicator)
        or _apart(indicator)
        or _on_course(indicator)
        or _rest(indicator)
    )


def _moved(indicator: Indicator) -> Status | None:
    for question, since in _SINCE.items():
        found = indicator.verdict(question)
        if found and found.has_moved:
            tone = tone_of(found, indicator.better)
            return Status(MOVED, f"{capital(found.word)} {since}", tone, found.code)
    return None


def _aimed(indicator: Indicator) -> Status | None:
    found = indicator.verdict(TARGET)
    if found is None or found.code != "target_not_reached":
        return None
    return Status(BEHIND, "Når ikke målet", tone_of(found, indicator.better), BEHIND.key)


def _apart(indicator: Indicator) -> Status | None:
    for question in BESIDE:
        found = indicator.verdict(question)
        if found and found.is_apart:
            tone = tone_of(found, indicator.better)
            return Status(APART, f"{capital(found.word)} {other_place(found)}", tone, found.code)
    return None


def other_place(verdict: Verdict) -> str:
    """Return the name of the place that a verdict compares with, within a sentence."""
    return in_sentence(verdict.compared_with or "")


def _on_course(indicator: Indicator) -> Status | None:
    found = indicator.verdict(TARGET)
    if found is None or found.code not in _TARGETS:
        return None
    return Status(ON_COURSE, _TARGETS[found.code], tone_of(found, indicator.better), ON_COURSE.key)


def _rest(indicator: Indicator) -> Status:
    asked = [indicator.verdict(question) for question in (SINCE_LAST, OVER_YEARS)]
    found = [verdict for verdict in asked if verdict]
    if any(verdict.is_uncertain for verdict in found):
        return Status(UNCERTAIN, "Ingen sikker ændring", "plain", UNCERTAIN.key)
    word = capital(found[0].word) if found else "Ikke testet"
    return Status(UNTESTED, word, "plain", UNTESTED.key)


def _none(kind: Kind, word: str) -> Status:
    return Status(kind, word, "none", kind.key)


def count(statuses: Iterable[Status]) -> list[tuple[Kind, int]]:
    """Return the number of indicators by kind of status, without zeros, in the order of `ALL`."""
    found = Counter(status.kind for status in statuses)
    return [(kind, found[kind]) for kind in ALL if found[kind]]
