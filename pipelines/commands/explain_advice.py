"""What `medvind explain` answers where there is no such figure: what there is, and what is near."""

from __future__ import annotations

from difflib import get_close_matches

import polars as pl

from pipelines.commands.diff import names
from pipelines.publication.mart_tables import BREAKDOWNS, TOTAL
from pipelines.publication.release.read_tables import PublicationTables
from pipelines.report.labels_da import part_name

# How many indicators are suggested at most.
_SUGGESTED = 3


def advice(publication: PublicationTables, indicator: str, period: str) -> str:
    """Say which part of the question there is nothing for: the indicator, its period, or the way it is broken down."""
    if indicator not in names(publication):
        return (
            f"Der er ingen indikator, der hedder {indicator}.{_nearest(publication, indicator)} "
            f"Der er: {', '.join(sorted(names(publication)))}."
        )
    mine = publication.tables["indicators"].filter(indicator_id=indicator)
    if period not in mine["period"]:
        periods = mine.sort("period_start")["period"].unique(maintain_order=True)
        return f"{indicator} findes ikke for {period}. Der er: {', '.join(periods)}."
    return f"{indicator} er ikke delt op på den måde for {period}. {_groups(mine.filter(period=period))}"


def _nearest(publication: PublicationTables, given: str) -> str:
    """Suggest the indicators whose name or title is near what was given; empty where none is."""
    known = names(publication)
    near = get_close_matches(given.lower(), known, n=_SUGGESTED)
    words = given.lower().replace("_", " ")
    titles = {title.lower(): one for one, title in known.items()}
    near += [titles[title] for title in get_close_matches(words, titles, n=_SUGGESTED)]
    near += [one for title, one in titles.items() if words in title]
    said = [f"{one} ({known[one]})" for one in list(dict.fromkeys(near))[:_SUGGESTED]]
    return f" Mente I {' eller '.join(said)}?" if said else ""


def _groups(rows: pl.DataFrame) -> str:
    """List the groups that there are, by breakdown."""
    found = {
        part: [f"{code} ({part_name(part, code)})" for code in sorted(rows[part].unique()) if code != TOTAL]
        for part in BREAKDOWNS
    }
    said = [f"--{part.replace('_', '-')} {', '.join(groups)}" for part, groups in found.items() if groups]
    return f"Der er: {'; '.join(said)}." if said else "Tallet er ikke delt op."
