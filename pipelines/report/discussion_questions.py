"""The section "Hvad undrer vi os over?": Danish questions that the figures raise for discussion."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.report.figure_text import whole
from pipelines.report.indicator_figures import Figure, Indicator
from pipelines.report.labels_da import part_name
from pipelines.report.verdicts import GAP, MUNICIPALITY, OVER_YEARS, SINCE_LAST, TARGET
from pipelines.text.danish import listed
from schemas.place import place

MOST = 4
GENERAL = "Hvad ved I fra hverdagen, som tallet ikke viser?"


def questions(indicator: Indicator) -> list[str]:
    """Return the most important questions, at most `MOST`; the last is always the general one."""
    return [*list(_asked(indicator))[: MOST - 1], GENERAL]


def _asked(indicator: Indicator) -> Iterator[str]:
    latest = indicator.latest
    if latest is None:
        yield "Hvad skal der til, før vi kan følge det her: flere data, en længere periode eller et andet tal?"
        return
    yield from _changes(indicator)
    yield from _aim(indicator)
    for part in indicator.parts:
        yield from _difference(indicator, part)
    yield from _elsewhere(indicator)
    yield from _data(indicator, latest)


def _changes(indicator: Indicator) -> Iterator[str]:
    since, years = indicator.verdict(SINCE_LAST), indicator.verdict(OVER_YEARS)
    if since and since.has_moved:
        before = indicator.period_name(since.compared_with)
        yield f"Ændringen siden {before} er større end tilfældigheder. Hvad er sket?"
    elif years and years.has_moved:
        value, first = indicator.value_in(years.compared_with), indicator.period_name(years.compared_with)
        start = f"fra {indicator.unit.text(value or 0)} i {first}"
        yield f"Skridt for skridt kan det være tilfældigt, men {start} er det ikke. Hvad ligger bag?"


def _aim(indicator: Indicator) -> Iterator[str]:
    verdict = indicator.verdict(TARGET)
    if verdict and verdict.code == "target_not_reached":
        yield "På denne kurs nås målet ikke. Hvad virker, hvad mangler, og hvem kan hjælpe?"


def _difference(indicator: Indicator, part: str) -> Iterator[str]:
    """A question on the largest difference between two groups, where it is certain."""
    verdict = indicator.verdict(GAP, part)
    if verdict is None or not verdict.is_apart or not verdict.compared_with:
        return
    values = {getattr(figure, part): figure.value or 0 for figure in indicator.parts[part]}
    codes = [cell.removeprefix(f"{part}=") for cell in reversed(verdict.compared_with.split(" - "))]
    named = [
        f"{part_name(part, code)} ({indicator.unit.text(values[code])})" for code in codes if code in values
    ]
    yield f"Forskellen mellem {listed(named)} er større end tilfældigheder. Hvorfor?"


def _elsewhere(indicator: Indicator) -> Iterator[str]:
    verdict = indicator.verdict(MUNICIPALITY)
    if verdict is None or not verdict.is_apart:
        return
    other = indicator.benchmark_in(verdict.compared_with, verdict.period) or 0
    way, here = "højere" if (verdict.estimate or 0) > 0 else "lavere", place()
    there = f"{here.municipality} ({indicator.unit.text(other)})"
    yield f"{here.neighbourhood} ligger {way} end {there}. Hvad gør forskellen?"


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
