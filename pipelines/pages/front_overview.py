"""The front page: the indicators along a child's path with their verdicts, and what waits for the secretariat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import polars as pl

from pipelines.pages.shown_tables import shown_tables
from pipelines.publication.release.read_tables import PublicationTables
from pipelines.report.indicator_figures import Indicator
from pipelines.report.indicator_status import Status, status_of
from pipelines.report.opening_da import Opening, opening
from pipelines.report.read_indicators import read_indicators, stage
from pipelines.report.time_chart import Plot, plot
from pipelines.text.danish import counted


@dataclass(frozen=True)
class Card:
    """One indicator on the front page, as the report's template of a card takes it."""

    indicator: Indicator
    status: Status
    spark: Plot | None


@dataclass(frozen=True)
class Overview:
    """The front page: what the first screen says, and the cards by stage."""

    opening: Opening
    stages: list[tuple[str, list[Card]]]


@dataclass(frozen=True)
class Waiting:
    """Something that waits for the secretariat, and the page that shows it."""

    said: str
    address: str


def overview(publication: PublicationTables) -> Overview:
    """Return the front page of a publication."""
    indicators = read_indicators(shown_tables(publication), publication.published_at.date())
    by_stage = groupby(indicators, key=lambda one: stage(one.definition))
    return Overview(opening(indicators), [(name, _cards(list(group))) for name, group in by_stage])


def _cards(group: Sequence[Indicator]) -> list[Card]:
    return [Card(one, status_of(one), plot(one, small=True, beside=group)) for one in group]


def waiting(tables: Mapping[str, pl.DataFrame]) -> list[Waiting]:
    """Return what waits for the secretariat, by the published tables."""
    deliveries, corrected = tables["deliveries"], tables["indicators"].drop_nulls("waiting_since")
    counts = (
        (deliveries.filter(verdict="held").height, "fil venter på svar", "filer venter på svar", "svar=held"),
        (
            len(list(_rejected(deliveries.sort("received_at").to_dicts()))),
            "afvist fil er ikke fulgt af en ny",
            "afviste filer er ikke fulgt af nye",
            "svar=rejected",
        ),
    )
    found = [Waiting(counted(n, one, many), f"/kvitteringer?{where}") for n, one, many, where in counts if n]
    if missing := deliveries.filter(verdict="missing").height:
        said = counted(missing, "leverance er ikke leveret", "leverancer er ikke leveret")
        found.append(Waiting(said, "/mangler"))
    if rows := corrected.select("indicator_id", "period").unique().height:
        said = counted(rows, "rettet tal venter", "rettede tal venter")
        found.append(Waiting(f"{said} på næste fastfrysning", "/filer/nu/report.html#overblik"))
    return found


def _rejected(rows: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The rejected files that no later file of the same partner and list followed; one not recognised, any file."""
    for place, row in enumerate(rows):
        followed = any(
            later["receipt_id"]
            and later["partner"] == row["partner"]
            and row["feed"] in (later["feed"], None)
            for later in rows[place + 1 :]
        )
        if row["verdict"] == "rejected" and not followed:
            yield row
