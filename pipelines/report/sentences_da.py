"""Danish sentences: the report's headline, and the introduction of each indicator."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.report.figure_text import capital, whole
from pipelines.report.indicator_figures import Figure, Indicator
from pipelines.report.labels_da import waiting_text
from pipelines.report.significance import changed_beyond_noise
from pipelines.report.target_course import course_of
from pipelines.report.target_status import REACHED, Status, count
from pipelines.text.danish import listed, rounded


def headline(statuses: Sequence[Status]) -> str:
    """Return the headline: all indicators counted by status, also those without a figure."""
    parts = [f"{number} {status.counted}" for status, number in count(statuses)]
    noun = "indikator" if len(statuses) == 1 else "indikatorer"
    return f"{len(statuses)} {noun}: {listed(parts)}."


def targets(indicators: Sequence[Indicator], statuses: Sequence[Status]) -> str:
    """Return a sentence on how many indicators have a target, and how many have reached it."""
    wanted = sum(indicator.target is not None for indicator in indicators)
    reached = statuses.count(REACHED)
    if not wanted:
        return "Ingen af dem har et mål endnu."
    return f"{wanted} af dem har et mål; {reached or 'ingen'} har nået det."


def sentences(indicator: Indicator, status: Status) -> list[str]:
    """Return the sentences on an indicator: figure, change, target, and what is hidden."""
    latest = indicator.latest
    if latest is None:
        return [silence(indicator)]
    said = [
        _number(indicator, latest),
        _waiting(latest),
        _since(indicator, latest),
        _to_target(indicator, latest, status),
    ]
    return [sentence for sentence in [*said, _missing(indicator, latest)] if sentence]


def silence(indicator: Indicator) -> str:
    """Return why there is no number to show."""
    hidden = sum(figure.hidden for figure in indicator.series)
    owing = [figure for figure in indicator.series if figure.missing and not figure.hidden]
    if owing and not hidden:
        return _lacking(owing[-1])
    if not hidden:
        return "Der er endnu ikke leveret data, som tallet kan regnes af."
    periods = "den ene periode" if hidden == 1 else f"alle {hidden} perioder"
    return f"Tallet er regnet ud, men skjult i {periods}, så ingen kan genkendes."


def _number(indicator: Indicator, latest: Figure) -> str:
    behind = f" ({whole(latest.numerator or 0)} af {whole(latest.denominator or 0)})" * indicator.is_share
    suffix = ", foreløbigt" * latest.provisional
    return f"{capital(latest.period_da)}: {indicator.unit.text(latest.value or 0)}{behind}{suffix}."


def _waiting(latest: Figure) -> str:
    return f"{capital(waiting_text(latest.waiting_since))}." if latest.waiting_since else ""


def _since(indicator: Indicator, latest: Figure) -> str:
    before = indicator.previous
    if before is None:
        return "Det er det eneste tal, der kan vises, så der er intet at sammenligne med."
    change = (latest.value or 0) - (before.value or 0)
    if not rounded(change, indicator.unit.decimals):
        return f"Det er det samme som i {before.period_da}."
    way = "højere" if change > 0 else "lavere"
    said = f"Det er {indicator.unit.size(change)} {way} end i {before.period_da}"
    return said + _chance(indicator)


def _chance(indicator: Indicator) -> str:
    if not indicator.is_share:
        return ", men vi kan ikke regne ud, hvor meget der er tilfældigt."
    if changed_beyond_noise(indicator):
        return ", og det er mere, end tilfældigheder kan forklare."
    return ", men forskellen kan være tilfældig."


def _to_target(indicator: Indicator, latest: Figure, status: Status) -> str:
    if indicator.target is None:
        return ""
    aim = f"Målet er {indicator.unit.short(indicator.target)} i {indicator.target_year}"
    if status is REACHED:
        return f"{aim}, og det er nået."
    gap = indicator.better * (indicator.target - (latest.value or 0))
    if gap <= 0:
        return f"{aim}; tallet er på den rigtige side, men det kan være tilfældigt."
    return f"{aim}, og afstanden er {indicator.unit.size(gap)}.{_course(indicator, latest)}"


def _course(indicator: Indicator, latest: Figure) -> str:
    """The value of the course at the figure's day."""
    course = course_of(indicator)
    if course is None or course.start is latest:
        return ""
    wanted = indicator.unit.text(course.at(latest.day))
    return f" På den lige kurs fra {course.start.period_da} ville det være {wanted} nu."


def _missing(indicator: Indicator, latest: Figure) -> str:
    later = [figure for figure in indicator.series if figure.period_end > latest.period_end]
    hidden = listed([figure.period_da for figure in later if figure.hidden])
    said = [f"Nyere tal er skjult: {hidden}."] if hidden else []
    return " ".join([*said, *(_lacking(figure) for figure in later if not figure.hidden)])


def _lacking(figure: Figure) -> str:
    """Say what a newer period lacks, and who owes it."""
    who = f"{figure.missing} mangler at levere" if figure.missing else "der er ikke leveret"
    return f"Tallet for {figure.period_da} er ikke helt endnu: {who}."
