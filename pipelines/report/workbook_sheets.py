"""The sheets of the workbook and their rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.report.about import Tables
from pipelines.report.indicator_figures import Indicator
from pipelines.report.indicator_status import status_of
from pipelines.report.labels_da import question_position
from pipelines.report.read_indicators import stage
from pipelines.report.workbook_column import Column, Row, worded
from pipelines.report.workbook_columns import (
    BENCHMARKS,
    DEFINITIONS,
    DELIVERIES,
    FIGURES,
    INITIATIVES,
    OVERVIEW,
    PATHWAYS,
    REFLECTIONS,
    VERDICTS_OF_FIGURES,
)


@dataclass(frozen=True)
class Sheet:
    """One sheet: a heading row and data rows; the first `frozen` columns stay visible."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    frozen: int = 1


def sheets(tables: Tables, indicators: Sequence[Indicator]) -> list[Sheet]:
    """Return every sheet of one table, in order; `tables` must be without hidden numbers, `indicators` read of them."""
    names = {indicator.id: indicator.name for indicator in indicators}
    name = worded("Indikator", "indicator_id", names)
    return [
        Sheet("Overblik", OVERVIEW, [_overview(indicator) for indicator in indicators], frozen=2),
        Sheet("Tal", [name, *FIGURES], tables["indicators"].to_dicts()),
        Sheet("Svar", [name, *VERDICTS_OF_FIGURES], _answers(tables)),
        Sheet("Definitioner", DEFINITIONS, tables["indicator_definitions"].to_dicts()),
        Sheet("Sammenligning", [name, *BENCHMARKS], tables["benchmarks"].to_dicts()),
        Sheet("Forløb", PATHWAYS, tables["pathways"].to_dicts()),
        Sheet("Indsatser", INITIATIVES, _reached(tables), frozen=2),
        Sheet("Møder", [name, *REFLECTIONS], _said(tables), frozen=2),
        Sheet("Leveringer", DELIVERIES, tables["deliveries"].to_dicts(), frozen=2),
    ]


def _overview(indicator: Indicator) -> Row:
    """One row of the overview; a column that a publication of an older version lacks is empty."""
    values = {
        "name_da": indicator.name,
        "stage": stage(indicator.definition),
        "word": status_of(indicator).word,
    }
    return defaultdict(lambda: None, {**indicator.overview, **values})


def _answers(tables: Tables) -> Sequence[Row]:
    """The verdicts in the order of the questions; none of a publication older than them."""
    rows = tables["judgements"].to_dicts() if "judgements" in tables else []
    return sorted(
        rows, key=lambda row: (row["indicator_id"], row["cell"], question_position(row["question"]))
    )


def _said(tables: Tables) -> Sequence[Row]:
    """What meetings said, the newest first; nothing of a publication older than the table."""
    if "reflections" not in tables:
        return []
    return tables["reflections"].sort("meeting", descending=True).to_dicts()


def _reached(tables: Tables) -> Sequence[Row]:
    """The register with one row a year and area; an initiative without reach has one row."""
    return tables["initiatives"].join(tables["initiative_reach"], on="initiative_id", how="left").to_dicts()
