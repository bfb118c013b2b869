"""The section "Hvad undrer vi os over?": Danish questions that the figures raise for discussion."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pipelines.report.figure_text import whole
from pipelines.report.indicator_figures import Figure, Indicator
from pipelines.report.labels_da import part_name
from pipelines.report.significance import changed_beyond_noise, differ
from schemas.place import place

MOST = 4
_KNOWLEDGE = "Hvad ved I fra hverdagen, som tallet ikke viser?"


def questions(indicator: Indicator) -> list[str]:
    """Return the most important questions, at most `MOST`; the last is always the general one."""
    return [*list(_asked(indicator))[: MOST - 1], _KNOWLEDGE]


def _asked(indicator: Indicator) -> Iterator[str]:
    latest = indicator.latest
    if latest is None:
        yield "Hvad skal der til, før vi kan følge det her: flere data, en længere periode eller et andet tal?"
        return
    yield from _changes(indicator, latest)
    for part in indicator.parts:
        yield from _difference(indicator, part)
    yield from _elsewhere(indicator, latest)
    yield from _data(indicator, latest)


def _changes(indicator: Indicator, latest: Figure) -> Iterator[str]:
    first, before = indicator.shown[0], indicator.previous
    if before and changed_beyond_noise(indicator):
        yield f"Ændringen siden {before.period_da} er større end tilfældigheder. Hvad er sket?"
    elif before and differ(latest, first):
        start = f"fra {indicator.unit.text(first.value or 0)} i {first.period_da}"
        yield f"Skridt for skridt kan det være tilfældigt, men {start} er det ikke. Hvad ligger bag?"


def _difference(indicator: Indicator, part: str) -> Iterator[str]:
    """A question on the largest significant difference between two groups."""
    groups = [figure for figure in indicator.parts[part] if figure.value is not None]
    pairs: list[tuple[Figure, Figure]] = list(combinations(groups, 2))
    beyond = [pair for pair in pairs if differ(*pair, pairs=len(pairs))]
    if not beyond:
        return
    widest = max(beyond, key=_distance)
    low, high = sorted(widest, key=lambda figure: figure.value or 0)
    named = [
        f"{part_name(part, getattr(figure, part))} ({indicator.unit.text(figure.value or 0)})"
        for figure in (low, high)
    ]
    yield f"Forskellen mellem {named[0]} og {named[1]} er større end tilfældigheder. Hvorfor?"


def _distance(pair: tuple[Figure, Figure]) -> float:
    return abs((pair[0].value or 0) - (pair[1].value or 0))


def _elsewhere(indicator: Indicator, latest: Figure) -> Iterator[str]:
    other = indicator.overview.get("benchmark_municipality")
    if other is None or latest.ci_low is None or latest.ci_high is None:
        return
    if not latest.ci_low <= other <= latest.ci_high:
        way = "højere" if (latest.value or 0) > other else "lavere"
        here, there = place(), indicator.unit.text(other)
        yield f"{here.neighbourhood} ligger {way} end {here.municipality} ({there}). Hvad gør forskellen?"


def _data(indicator: Indicator, latest: Figure) -> Iterator[str]:
    owing = [
        figure for figure in indicator.series if figure.missing and figure.period_end > latest.period_end
    ]
    if owing:
        yield f"{owing[-1].missing} mangler at levere til {owing[-1].period_da}. Hvad kan gøre det lettere for dem?"
    if latest.few and latest.denominator:
        step = indicator.unit.size(100 / latest.denominator)
        yield f"Kun {whole(latest.denominator)} er med; hver af dem flytter tallet {step}. Kan flere år ses samlet?"
    parts = [figure for group in indicator.parts.values() for figure in group]
    hidden = sum(figure.hidden for figure in parts)
    if 2 * hidden > len(parts):
        yield f"{hidden} af {len(parts)} opdelinger er skjult. Hvem ved noget om dem, som tallet ikke kan vise?"
