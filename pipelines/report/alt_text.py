"""Alternative text of the time chart, with the same information as the drawing."""

from __future__ import annotations

from pipelines.report.indicator_figures import Indicator
from pipelines.text.danish import listed


def plot_alt(indicator: Indicator) -> str:
    """Return the alternative text of an indicator's time chart, in Danish."""
    shown, unit = indicator.shown, indicator.unit
    ends = [f"{figure.period_da} {unit.text(figure.value or 0)}" for figure in (shown[0], shown[-1])]
    values = sorted(figure.value or 0 for figure in shown)
    sentence = (
        f"{indicator.name} over tid. Fra {ends[0]} til {ends[1]}." if len(shown) > 1 else f"Kun {ends[0]}."
    )
    span = f" Lavest {unit.text(values[0])}, højest {unit.text(values[-1])}." if len(shown) > 2 else ""
    hidden = listed([figure.period_da for figure in indicator.series if figure.hidden])
    aim = indicator.target
    target = "" if aim is None else f" Mål: {unit.short(aim)} i {indicator.target_year}."
    return sentence + span + (f" Skjult: {hidden}." if hidden else "") + target
