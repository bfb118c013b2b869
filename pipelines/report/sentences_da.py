"""Danish sentences that introduce an indicator: its newest figure, and why there is no newer one."""

from __future__ import annotations

from pipelines.report.figure_text import capital, whole
from pipelines.report.indicator_figures import Figure, Indicator
from pipelines.report.labels_da import waiting_text
from pipelines.text.danish import listed
from pipelines.text.hidden_da import WHY_HIDDEN


def sentences(indicator: Indicator) -> list[str]:
    """Return the sentences on an indicator: its figure, and what newer ones lack. The verdicts stand beside them."""
    latest = indicator.latest
    if latest is None:
        return [silence(indicator)]
    said = [_number(indicator, latest), _waiting(latest), _missing(indicator, latest)]
    return [sentence for sentence in said if sentence]


def silence(indicator: Indicator) -> str:
    """Return why there is no number to show."""
    hidden = sum(figure.hidden for figure in indicator.series)
    owing = [figure for figure in indicator.series if figure.missing and not figure.hidden]
    if owing and not hidden:
        return _lacking(owing[-1])
    if not hidden:
        return "Der er endnu ikke leveret data, som tallet kan regnes af."
    periods = "den ene periode" if hidden == 1 else f"alle {hidden} perioder"
    return f"Tallet er regnet ud, men skjult i {periods}, fordi {WHY_HIDDEN}."


def _number(indicator: Indicator, latest: Figure) -> str:
    behind = f" ({whole(latest.numerator or 0)} af {whole(latest.denominator or 0)})" * indicator.is_share
    suffix = ", foreløbigt" * latest.provisional
    return f"{capital(latest.period_da)}: {indicator.unit.text(latest.value or 0)}{behind}{suffix}."


def _waiting(latest: Figure) -> str:
    return f"{capital(waiting_text(latest.waiting_since))}." if latest.waiting_since else ""


def _missing(indicator: Indicator, latest: Figure) -> str:
    later = [figure for figure in indicator.series if figure.period_end > latest.period_end]
    hidden = listed([figure.period_da for figure in later if figure.hidden])
    said = [f"Nyere tal er skjult: {hidden}."] if hidden else []
    return " ".join([*said, *(_lacking(figure) for figure in later if not figure.hidden)])


def _lacking(figure: Figure) -> str:
    """Say what a newer period lacks, and who owes it."""
    who = f"{figure.missing} mangler at levere" if figure.missing else "der er ikke leveret"
    return f"Tallet for {figure.period_da} er ikke helt endnu: {who}."
