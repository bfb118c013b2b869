"""The verdicts on an indicator's page in Danish: the question, the word, the numbers and what else there is to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.report.figure_text import Unit, capital
from pipelines.report.indicator_figures import Indicator
from pipelines.report.indicator_status import other_place
from pipelines.report.labels_da import part_name
from pipelines.report.target_course import forecast_of
from pipelines.report.verdict_tone import tone_of
from pipelines.report.verdicts import BESIDE, GAP, OVER_YEARS, SINCE_LAST, TARGET, Verdict


@dataclass(frozen=True)
class VerdictLine:
    """One question and its answer. `tone` gives the colour of the word; `numbers` is empty where nothing was tested."""

    question: str
    word: str
    tone: str
    numbers: str
    rest: str


def verdict_lines(indicator: Indicator) -> list[VerdictLine]:
    """Return the lines of the whole neighbourhood; none where no figure is shown."""
    return list(_lines(indicator)) if indicator.latest else []


def _lines(indicator: Indicator) -> Iterator[VerdictLine]:
    if since := indicator.verdict(SINCE_LAST):
        yield _line(_since(indicator, since), since, indicator)
    if years := indicator.verdict(OVER_YEARS):
        span = (indicator.period_name(period) for period in (years.compared_with, years.period) if period)
        yield _line("Gennem årene", years, indicator, " om året", ", ".join(["", " til ".join(span)]))
    for question in BESIDE:
        if beside := indicator.verdict(question):
            when = f", {indicator.period_name(beside.period)}" if not beside.is_unknown else ""
            yield _line(f"Ved siden af {other_place(beside)}{when}", beside, indicator)
    if aimed := indicator.verdict(TARGET):
        yield _target(indicator, aimed)


def _since(indicator: Indicator, verdict: Verdict) -> str:
    """Name both periods: the newest final figure can be older than the newest shown one."""
    if not verdict.compared_with:
        return "Siden sidst"
    return f"Fra {indicator.period_name(verdict.compared_with)} til {indicator.period_name(verdict.period)}"


def _line(
    question: str, verdict: Verdict, indicator: Indicator, each: str = "", span: str = ""
) -> VerdictLine:
    return VerdictLine(
        question + span * (verdict.low is not None),
        capital(verdict.word),
        tone_of(verdict, indicator.better),
        difference(verdict, indicator.unit, each),
        verdict.rest,
    )


def difference(verdict: Verdict, unit: Unit, each: str = "") -> str:
    """Format a difference with its 95 % interval: `−1,6 procentpoint (95 %: −9,6 til +6,4)`; empty where untested."""
    if verdict.estimate is None or verdict.low is None or verdict.high is None:
        return ""
    ends = " til ".join(unit.plus(end) for end in (verdict.low, verdict.high))
    return f"{unit.signed(verdict.estimate)}{each} (95 %: {ends})"


def _target(indicator: Indicator, verdict: Verdict) -> VerdictLine:
    aim = (
        ""
        if indicator.target is None
        else f" {indicator.unit.short(indicator.target)} i {indicator.target_year}"
    )
    forecast, numbers = forecast_of(indicator), ""
    if forecast:
        ends = indicator.unit.interval(forecast.low, forecast.high)
        numbers = f"Kursen fører til {indicator.unit.text(forecast.middle)} i {forecast.year} (80 %: {ends})"
    return VerdictLine(
        f"Målet{aim}", capital(verdict.word), tone_of(verdict, indicator.better), numbers, verdict.rest
    )


def gap_sentence(indicator: Indicator, part: str) -> str:
    """Say whether the largest difference of a breakdown may be chance; empty where there are not two groups."""
    verdict = indicator.verdict(GAP, part)
    if verdict is None or verdict.estimate is None or not verdict.compared_with:
        return ""
    top, bottom = (_group_name(part, cell) for cell in verdict.compared_with.split(" - "))
    said = (
        f"Den største forskel er mellem {top} og {bottom}: {difference(verdict, indicator.unit).lstrip('+')}"
    )
    if verdict.is_apart:
        return f"{said}. Den er større, end tilfældigheder kan forklare."
    return f"{said}. Den kan være tilfældig. {verdict.visible}.".replace(". .", ".")


def _group_name(part: str, cell: str) -> str:
    return part_name(part, cell.removeprefix(f"{part}="))
