"""One chart as a picture of its own (SVG), with its title, a sentence, the source and the date, for Word and slides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from jinja2 import Environment

from pipelines.report.indicator_figures import Indicator
from pipelines.report.indicator_status import status_of
from pipelines.report.sentences_da import sentences
from pipelines.report.time_chart import Plot
from pipelines.text.danish import day
from schemas.place import place

# The width of a sign with the space after it, and of a letter of its words.
_SIGN, _LETTER = 62.0, 8.2


@dataclass(frozen=True)
class Key:
    """One sign of the legend: what it is, how its line is drawn, and where it stands."""

    name: str
    paint: str
    width: float
    dashes: str = ""
    x: float = 0.0


def chart_svg(templates: Environment, indicator: Indicator, plot: Plot, area: str, published: date) -> str:
    """Return the picture of an indicator in an area (its name), as published on a day."""
    return templates.get_template("chart.svg.j2").render(
        # The name of an indicator of one area says the area itself.
        title=indicator.name,
        indicator=indicator,
        plot=plot,
        sentence=f"{sentences(indicator)[0]} {status_of(indicator).word}.",
        keys=list(_placed(_keys(indicator, plot, area))),
        source=f"Kilde: {place().alliance}, udgivet {day(published)}.{_axis(plot)} Tallet siger ikke, hvorfor.",
    )


def _axis(plot: Plot) -> str:
    return "" if plot.from_zero else " Aksen begynder ikke ved 0."


def _placed(keys: Iterable[Key]) -> Iterator[Key]:
    """Place the signs one after the other, as far apart as their words are long."""
    x = 24.0
    for key in keys:
        yield replace(key, x=x)
        x += _SIGN + _LETTER * len(key.name)


def _keys(indicator: Indicator, plot: Plot, area: str) -> Iterator[Key]:
    yield Key(area, "#14607a", 2.5)
    if plot.bands:
        yield Key("95 %-interval", "#cfe0e6", 12)
    if indicator.target is not None:
        yield Key("Mål", "#8a5a00", 2)
    if plot.course:
        yield Key("Kurs mod målet", "#8a5a00", 2, "2 5")
    if plot.fan:
        yield Key("Hvis intet ændrer sig", "#6f6238", 1.5, "5 4")
    for number, (name, _) in enumerate(plot.others):
        yield Key(name, "#5d6b72", 1.5, "7 4" if number else "")
