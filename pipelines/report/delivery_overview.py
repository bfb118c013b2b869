"""The deliveries section of the report: what partners have delivered, and what is missing. Its wording is kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

import polars as pl

from pipelines.report.labels_da import feed_title, partner_name
from pipelines.text.danish import counted, listed

TAKEN = ("accepted", "accepted_with_warnings")


@dataclass(frozen=True)
class Awaited:
    """A missing feed of a partner: the newest period, its due date, and the number of earlier missing periods."""

    partner: str
    feed: str
    period: str
    expected_by: date
    days: int
    earlier: int


@dataclass(frozen=True)
class Delivered:
    """What a partner has delivered: number of accepted files, their feeds, and the time of the last one."""

    partner: str
    feeds: list[str]
    files: int
    newest: datetime


@dataclass(frozen=True)
class Deliveries:
    """All deliveries and missing feeds, with a sentence that sums them up."""

    sentence: str
    awaited: list[Awaited]
    delivered: list[Delivered]


def read_deliveries(table: pl.DataFrame) -> Deliveries:
    """Sum up the table `deliveries`; a duplicate or a rejected file does not count as delivered."""
    taken = table.filter(pl.col("verdict").is_in(TAKEN)).sort("partner", "received_at").to_dicts()
    missing = table.filter(verdict="missing").sort("partner", "feed", "expected_by").to_dicts()
    delivered = [_delivered(list(rows)) for _, rows in groupby(taken, key=lambda row: row["partner"])]
    keyed = groupby(missing, key=lambda row: (row["partner"], row["feed"]))
    awaited = [_awaited(list(rows)) for _, rows in keyed]
    awaited.sort(key=lambda one: one.expected_by, reverse=True)
    return Deliveries(_sentence(delivered, missing), awaited, delivered)


def come_since(table: pl.DataFrame, at: datetime | None) -> str:
    """Return a sentence on the deliveries since a time; empty where there is no such time."""
    if at is None:
        return ""
    new = pl.col("received_at") > at.replace(tzinfo=None)
    come = table.filter(pl.col("verdict").is_in(TAKEN) & new)
    titles = sorted({feed_title(feed) for feed in come["feed"].drop_nulls()})
    files = counted(come.height, "fil", "filer")
    return (
        f"Siden da er der kommet {files}: {listed(titles)}."
        if titles
        else "Der er ikke kommet nye filer siden da."
    )


def _delivered(rows: Sequence[Mapping[str, Any]]) -> Delivered:
    feeds = sorted({feed_title(row["feed"]) for row in rows if row["feed"]})
    return Delivered(partner_name(rows[0]["partner"]), feeds, len(rows), rows[-1]["received_at"])


def _awaited(rows: Sequence[Mapping[str, Any]]) -> Awaited:
    newest = rows[-1]
    names = partner_name(newest["partner"]), feed_title(newest["feed"])
    return Awaited(*names, newest["period"], newest["expected_by"], newest["days_late"], len(rows) - 1)


def _sentence(delivered: Sequence[Delivered], missing: Sequence[Mapping[str, Any]]) -> str:
    files = counted(sum(one.files for one in delivered), "fil", "filer")
    partners = counted(len(delivered), "partner", "partnere")
    thanks = f"{partners} har sendt {files}, som tallene bygger på. Tak."
    late = {row["partner"] for row in missing}
    if not late:
        return f"{thanks} Alt, hvad der er aftalt til nu, er kommet."
    leave = counted(len(missing), "leverance", "leverancer")
    return f"{thanks} Vi venter på {leave} fra {counted(len(late), 'partner', 'partnere')}."
