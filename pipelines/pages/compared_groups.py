"""One indicator of two to four groups in one chart: which groups there are, and the page's chart and table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.pages.one_group import of_group
from pipelines.publication.release.read_tables import PublicationTables
from pipelines.report.compare_chart import MOST, Comparison, compare
from pipelines.report.figure_text import capital
from pipelines.report.indicator_figures import PARTS, SHOWN, TOTAL, Figure, Indicator
from pipelines.report.labels_da import PART_TITLES, cell_name, figure_status, place_of
from pipelines.report.read_indicators import read_indicators, without_hidden
from pipelines.report.verdict_lines_da import difference
from pipelines.report.verdicts import GAP
from pipelines.text.hidden_da import HIDDEN
from schemas.place import place

# What is compared where nothing is chosen: the first breakdown that is there, in this order.
_FIRST = ("gender", "area", "school", "age_band")


@dataclass(frozen=True)
class Compared:
    """The page: groups to choose from by breakdown, those chosen, the chart, the rows of the table and sentences.

    `problem` says why nothing is drawn; it is empty where something is.
    """

    choices: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    chosen: Sequence[str]
    chart: Comparison | None
    rows: Sequence[tuple[str, Sequence[str]]]
    said: Sequence[str]
    problem: str

    @property
    def names(self) -> list[str]:
        """The names of the groups chosen."""
        return [_name(cell) for cell in self.chosen]


def group_choices(indicators: pl.DataFrame, indicator: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the groups (cell, name) with a shown figure by the title of their breakdown."""
    shown = indicators.filter(pl.col("status").is_in(SHOWN), indicator_id=indicator)
    found = []
    for part in PARTS:
        others = [pl.col(other) == TOTAL for other in PARTS if other != part]
        codes = shown.filter(pl.col(part) != TOTAL, *others)[part].unique().to_list()
        ordered = sorted(codes, key=lambda code: place_of(part, code))
        if ordered:
            found.append(
                (PART_TITLES[part], [(f"{part}={code}", cell_name(f"{part}={code}")) for code in ordered])
            )
    return found


def compared(
    publication: PublicationTables, indicator: str, wanted: Sequence[str], with_others: bool
) -> Compared:
    """Compare one indicator of the `wanted` groups, as cells of `judgements`; without any, of a usual choice.

    Raises LookupError where a group is not one of the choices.
    """
    tables = without_hidden(publication.tables)
    choices = group_choices(tables["indicators"], indicator)
    known = {TOTAL, *(cell for _, cells in choices for cell, _ in cells)}
    chosen = list(dict.fromkeys(wanted)) or _usual(choices)
    if not known.issuperset(chosen):
        raise LookupError(indicator)
    problem = _problem(choices, chosen)
    if problem:
        return Compared(choices, chosen, None, (), (), problem)
    day = publication.published_at.date()
    groups = [(_name(cell), _read(of_group(tables, cell), indicator, publication)) for cell in chosen]
    whole = next(one for one in read_indicators(tables, day) if one.id == indicator)
    chart = compare(groups, with_others)
    return Compared(choices, chosen, chart, _rows([one for _, one in groups]), _said(whole, chosen), "")


def _read(tables: Mapping[str, pl.DataFrame], indicator: str, publication: PublicationTables) -> Indicator:
    read = read_indicators(tables, publication.published_at.date())
    return next(one for one in read if one.id == indicator)


def _usual(choices: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> list[str]:
    by_title = dict(choices)
    first = next((by_title[PART_TITLES[part]] for part in _FIRST if PART_TITLES[part] in by_title), [])
    return [cell for cell, _ in first[:MOST]]


def _problem(choices: Sequence[object], chosen: Sequence[str]) -> str:
    if not choices:
        return "Tallet er ikke delt op, eller ingen af delene kan vises. Vælg et andet tal."
    if not 2 <= len(chosen) <= MOST:
        return f"Vælg to til fire grupper; I har valgt {len(chosen)}."
    if len({cell.partition("=")[0] for cell in chosen} - {TOTAL}) > 1:
        return "Vælg grupper af samme slags, for eksempel to boligområder. De samme børn er i hver opdeling."
    return ""


def _name(cell: str) -> str:
    return f"Hele {place().neighbourhood}" if cell == TOTAL else cell_name(cell)


def _rows(groups: Sequence[Indicator]) -> list[tuple[str, list[str]]]:
    """The periods, the newest first, with the figure of each group as text."""
    periods = {figure.period_start: figure.period_da for one in groups for figure in one.series}
    return [
        (capital(periods[start]), [_cell_text(one, start) for one in groups])
        for start in sorted(periods, reverse=True)
    ]


def _cell_text(one: Indicator, start: object) -> str:
    found = next((figure for figure in one.series if figure.period_start == start), None)
    return "" if found is None else _figure_text(one, found)


def _figure_text(one: Indicator, figure: Figure) -> str:
    if figure.value is None:
        return HIDDEN if figure.hidden else figure_status()[figure.status]
    ends = figure.ci_low, figure.ci_high
    span = "" if None in ends else f" ({one.unit.interval(ends[0] or 0, ends[1] or 0)})"
    return one.unit.text(figure.value) + span + ", foreløbigt" * figure.provisional


def _said(whole: Indicator, chosen: Sequence[str]) -> list[str]:
    """Say of each group whether it stands apart from all, where that was tested; nothing is tested here."""
    found = [(cell, whole.verdict(GAP, cell)) for cell in chosen if cell != TOTAL]
    return [
        f"{cell_name(cell)}, {whole.period_name(verdict.period)}: {verdict.word} ved siden af alle"
        + (f", {numbers}." if (numbers := difference(verdict, whole.unit)) else ".")
        for cell, verdict in found
        if verdict
    ]
