"""Danish sentences on what has changed since the last release, and why, as far as the tables show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipelines.report.about import About
from pipelines.report.figure_text import capital
from pipelines.report.indicator_figures import Figure, Indicator
from pipelines.report.indicator_status import status_of
from pipelines.text.danish import day, listed


def changes(now: Indicator, before: Indicator | None, about: About) -> list[str]:
    """Return the sentences about one indicator; `before` is the same indicator in the previous release."""
    if about.previous is None:
        return ["Der er ingen tidligere fastfrysning at sammenligne med."]
    if before is None:
        return [f"Indikatoren er ny siden {about.previous}."]
    found = [capital(line) for line in _found(now, before)]
    return found or [f"Ingen tal er ændret siden {about.previous}."]


def summary(pairs: Sequence[tuple[Indicator, Indicator | None]], about: About) -> str:
    """Return a sentence on how many indicators have changed; empty where there is no release."""
    if about.previous is None:
        return ""
    changed = sum(has_changed(now, before) for now, before in pairs)
    frozen = f" ({day(about.previous_at)})" if about.previous_at else ""
    return f"Siden {about.previous}{frozen} er der noget nyt om {changed} af {len(pairs)} indikatorer."


def has_changed(now: Indicator, before: Indicator | None) -> bool:
    """Return whether there is something new on an indicator; `before` is the same one in the previous release."""
    return before is None or any(_found(now, before))


def _found(now: Indicator, before: Indicator) -> Iterator[str]:
    yield from _definition(now.definition, before.definition)
    words = status_of(before).word, status_of(now).word
    # Releases of older versions have no verdicts to compare with.
    if before.verdicts and words[0] != words[1]:
        yield f"Status var »{words[0]}« og er nu »{words[1]}«."
    if (now.target, now.target_year) != (before.target, before.target_year):
        yield "Målet er ændret."
    old = {figure.period: figure for figure in before.series}
    new = [figure.period_da for figure in now.shown if figure.period not in old]
    if new:
        yield f"Nye perioder: {listed(new)}."
    for figure in now.series:
        if figure.period in old:
            yield from _figure(now, figure, old[figure.period])


def _definition(now: Mapping[str, object], before: Mapping[str, object]) -> Iterator[str]:
    one, other = before["definition_version"], now["definition_version"]
    if one != other:
        yield f"Definitionen er ændret fra version {one} til {other}; tal før og efter er ikke det samme."


def _figure(indicator: Indicator, now: Figure, before: Figure) -> Iterator[str]:
    """The change of one period: hidden, shown, final or corrected."""
    if now.value is None or before.value is None:
        yield from _appearance(indicator, now, before)
        return
    values = indicator.unit.text(before.value), indicator.unit.text(now.value)
    final = before.provisional and not now.provisional
    if values[0] == values[1]:
        if final:
            yield f"{now.period_da} er nu endeligt og uændret ({values[1]})."
        return
    why = "Tallet var foreløbigt og er nu endeligt" if final else "Der er kommet rettede eller flere data"
    yield f"{now.period_da}: {values[0]} er blevet til {values[1]}. {why}."


def _appearance(indicator: Indicator, now: Figure, before: Figure) -> Iterator[str]:
    if now.status == before.status:
        return
    if now.hidden:
        yield f"{now.period_da} er nu skjult, så ingen kan genkendes."
    elif now.value is not None:
        was = "skjult" if before.hidden else "ikke regnet ud"
        yield f"{now.period_da} var {was} og er nu {indicator.unit.text(now.value)}."
    else:
        yield f"{now.period_da} kan ikke længere regnes ud: data mangler."
