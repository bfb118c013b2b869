"""The report's first screen in Danish: which indicators have moved, are behind their target or differ from others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.report.indicator_figures import Indicator
from pipelines.report.indicator_status import other_place
from pipelines.report.sentences_da import silence
from pipelines.report.verdicts import BESIDE, OVER_YEARS, SINCE_LAST, TARGET, Verdict
from pipelines.text.danish import counted, listed
from schemas.place import place

_NONE = "Der er endnu ingen tal, der kan vises."


@dataclass(frozen=True)
class Line:
    """One indicator in a list of the first screen: what is said of it."""

    indicator: Indicator
    said: str


@dataclass(frozen=True)
class Group:
    """A list of the first screen with its title, and what is said where it is empty."""

    title: str
    lines: list[Line]
    nothing: str


@dataclass(frozen=True)
class Opening:
    """The first screen: a headline, the named indicators, and one line for each of the rest.

    An indicator can be in several of the first three lists; `rest` and `silent` hold those that are in none.
    """

    headline: str
    moved: list[Line]
    behind: list[Line]
    apart: list[Line]
    rest: list[Line]
    silent: list[Line]

    @property
    def groups(self) -> list[Group]:
        """The first three lists, as every page shows them."""
        beside = f"Skiller sig ud fra {place().municipality} eller {place().country.lower()}"
        unmoved = "Ingen ændring er større, end tilfældigheder kan forklare, når vi ser på så mange tal."
        return [
            Group("Har flyttet sig", self.moved, unmoved),
            Group(
                "Når på denne kurs ikke målet",
                self.behind,
                "Ingen indikator er på en kurs, der ikke når målet.",
            ),
            Group(beside, self.apart, "Ingen indikator ligger klart over eller klart under."),
        ]


def opening(indicators: Sequence[Indicator]) -> Opening:
    """Sort the indicators into the lists of the first screen."""
    moved, behind, apart = (
        [Line(one, said) for one in indicators if one.latest and (said := say(one))]
        for say in (_moved, _behind, _apart)
    )
    named = {line.indicator.id for line in (*moved, *behind, *apart)}
    others = [one for one in indicators if one.id not in named]
    rest = [Line(one, _rest(one)) for one in others if one.latest]
    silent = [Line(one, silence(one)) for one in others if not one.latest]
    headline = _headline(len(indicators), moved, behind, apart) if named or rest else _NONE
    return Opening(headline, moved, behind, apart, rest, silent)


def _headline(total: int, moved: Sequence[Line], behind: Sequence[Line], apart: Sequence[Line]) -> str:
    """Return one sentence that can be read aloud."""
    said = [
        f"{_count(moved)} flyttet sig" if moved else "ingen flyttet sig med sikkerhed",
        f"{_count(behind)} når på denne kurs ikke målet" if behind else "",
        f"{_count(apart)} skiller sig ud fra kommunen eller landet" if apart else "",
    ]
    return f"Af {counted(total, 'indikator', 'indikatorer')} har {listed([part for part in said if part])}."


def _count(lines: Sequence[Line]) -> str:
    return "én" if len(lines) == 1 else str(len(lines))


def _moved(indicator: Indicator) -> str:
    """Say the change since last, and the change over the years, where they are certain."""
    said = [
        f"{verdict.word} {since}, {_between(indicator, verdict)}"
        for question, since in ((SINCE_LAST, "siden sidst"), (OVER_YEARS, "gennem årene"))
        if (verdict := indicator.verdict(question)) and verdict.has_moved
    ]
    return " og ".join(said)


def _between(indicator: Indicator, verdict: Verdict) -> str:
    """`fra 25,7 % (2024) til 20,9 % (2025)`."""
    return f"fra {_figure(indicator, verdict.compared_with)} til {_figure(indicator, verdict.period)}"


def _figure(indicator: Indicator, period: str | None) -> str:
    value = indicator.value_in(period)
    return (
        f"{indicator.unit.text(value)} ({indicator.period_name(period)})"
        if value is not None
        else str(period)
    )


def _behind(indicator: Indicator) -> str:
    verdict = indicator.verdict(TARGET)
    if verdict is None or verdict.code != "target_not_reached" or indicator.target is None:
        return ""
    aim = f"målet er {indicator.unit.short(indicator.target)} i {indicator.target_year}"
    return f"{_figure(indicator, verdict.period)}, {aim}. {verdict.rest}".removesuffix(".")


def _apart(indicator: Indicator) -> str:
    """Say where the figure differs from the municipality's and the country's; both at once where it is the same."""
    found = [verdict for name in BESIDE if (verdict := indicator.verdict(name)) and verdict.is_apart]
    if not found:
        return ""
    others = [_beside(indicator, verdict) for verdict in found]
    if len({verdict.code for verdict in found}) == 1:
        return f"{_figure(indicator, found[0].period)} er {found[0].word} {listed(others)}"
    parts = [f"{verdict.word} {other}" for verdict, other in zip(found, others, strict=True)]
    return f"{_figure(indicator, found[0].period)} er {listed(parts)}"


def _beside(indicator: Indicator, verdict: Verdict) -> str:
    value = indicator.benchmark_in(verdict.compared_with, verdict.period)
    return other_place(verdict) + (f" ({indicator.unit.text(value)})" if value is not None else "")


def _rest(indicator: Indicator) -> str:
    """Say in one line that nothing is certain, what could have been seen, and how far the target is."""
    asked = [indicator.verdict(question) for question in (OVER_YEARS, SINCE_LAST)]
    found = [verdict for verdict in asked if verdict]
    visible = next((verdict for verdict in found if verdict.is_uncertain), None)
    if visible:
        return f"{visible.word}. {visible.visible}{_towards(indicator)}"
    words = listed(list(dict.fromkeys(verdict.word for verdict in reversed(found)))) or "ikke testet"
    return words + _towards(indicator)


def _towards(indicator: Indicator) -> str:
    """A further sentence on the target: the forecast, or the distance where there are too few figures for one."""
    aimed = indicator.verdict(TARGET)
    if aimed is None:
        return ""
    said = aimed.word if aimed.is_forecast else aimed.rest.removesuffix(".")
    return f". {said}" if said else ""
