"""One indicator in one housing area over time: its SQL query and the report's chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import polars as pl

from pipelines.pages.one_group import of_group
from pipelines.publication.release.read_tables import PublicationTables
from pipelines.report.indicator_figures import TOTAL, WAITED_FOR, Indicator
from pipelines.report.labels_da import part_name
from pipelines.report.read_indicators import read_indicators, without_hidden
from pipelines.report.sentences_da import sentences
from pipelines.report.time_chart import Plot, plot
from pipelines.report.verdict_lines_da import VerdictLine, verdict_lines
from pipelines.transform.indicator_definitions import stages
from schemas.code_lists import code_list
from schemas.place import place

_QUERY = """select period as periode, round(value, 1) as tal, round(ci_low, 1) as fra, round(ci_high, 1) as til,
    numerator as tæller, denominator as nævner, round(100 * coverage, 1) as dækning_pct, status, missing as mangler_fra,
    waiting_since as rettelse_venter_siden
from indicators
where indicator_id = '{indicator}' and {area}
    and gender = 'total' and age_band = 'total' and school = 'total'
order by period_start desc"""


@dataclass(frozen=True)
class Entry:
    """The input of the report's chart template, and the verdicts."""

    indicator: Indicator
    chart: Plot | None
    verdicts: Sequence[VerdictLine]


@dataclass(frozen=True)
class Choice:
    """An indicator in an area: its chart and sentences, and the SQL query of its figures."""

    entry: Entry
    place: str
    said: Sequence[str]
    query: str
    split: bool


def area_names(tables: Mapping[str, pl.DataFrame]) -> dict[str, str]:
    """Return every area with figures by code: the whole neighbourhood first, then as in the code list."""
    known = set(tables["indicators"]["area"].unique())
    return {TOTAL: _everywhere()} | {
        code: name for code, name in code_list("areas").codes.items() if code in known
    }


def _everywhere() -> str:
    return f"Hele {place().neighbourhood}"


def indicator_names(tables: Mapping[str, pl.DataFrame]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the defined indicators (id, name) by stage of a child's path, in the order of the path."""
    newest = tables["indicator_definitions"].sort("definition_version").select("indicator_id", "name_da")
    names = dict(newest.iter_rows())
    ordered = [(stage, one) for one, stage in stages().items() if one in names]
    return [
        (stage, [(one, names[one]) for _, one in group])
        for stage, group in groupby(ordered, key=lambda pair: pair[0])
    ]


def definitions(tables: Mapping[str, pl.DataFrame]) -> list[dict[str, Any]]:
    """Return every version of every definition, in the order of a child's path; retired indicators come last."""
    order = {indicator: place for place, indicator in enumerate(stages())}
    rows = tables["indicator_definitions"].sort("definition_version").to_dicts()
    return sorted(rows, key=lambda row: order.get(row["indicator_id"], len(order)))


def choose(publication: PublicationTables, indicator: str, area: str) -> Choice:
    """Read one indicator in one area; the caller has validated both names."""
    tables = without_hidden(publication.tables)
    split = area == TOTAL or area in tables["indicators"].filter(indicator_id=indicator)["area"]
    found = next(
        one
        for one in read_indicators(of_group(tables, _cell(area)), publication.published_at.date())
        if one.id == indicator
    )
    shown = _everywhere() if area == TOTAL else part_name("area", area)
    return Choice(
        Entry(found, plot(found), verdict_lines(found)),
        shown,
        _said(found, split),
        _query(indicator, area),
        split,
    )


def _said(indicator: Indicator, split: bool) -> list[str]:
    if not split:
        return [f"Tallet deles ikke op på boligområder. Vælg hele {place().neighbourhood}."]
    return sentences(indicator)


def _cell(area: str) -> str:
    return TOTAL if area == TOTAL else f"area={area}"


def _query(indicator: str, area: str) -> str:
    where = "area = 'total'" if area == TOTAL else f"(area = '{area}' or status in {WAITED_FOR})"
    return _QUERY.format(indicator=indicator, area=where)
