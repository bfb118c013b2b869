"""Divide the published cells of all publications into groups, with the distinct views of each, oldest first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import polars as pl

from pipelines.publication.gate.definition_equations import group_of
from pipelines.publication.gate.disclosed_cells import Cell
from pipelines.publication.gate.group_view import FAR, PublishedCell, View
from pipelines.publication.gate.published_cells import LABELS
from pipelines.publication.mart_tables import REACH

Group = tuple[str, str]
_KEY = ["family", "group_period"]
_PUBLICATION = [*_KEY, "publication"]
_NUMBERS = ["y", "n"]
# Scores of the wellbeing survey are from 1 to 5.
_BOUNDS = {("mean", "score"): (1.0, 5.0)}
_SHARE, _COUNTED = (0.0, 1.0), (0.0, FAR)


def grouped(tables: Sequence[pl.DataFrame], cells: pl.DataFrame) -> dict[Group, list[View]]:
    """Return the distinct views by group, oldest first; groups that are not in the last table are left out.

    `tables`: the `published_cells` of each publication, the one to be published last.
    """
    known = cells.select(*LABELS, "measure", base=pl.coalesce("denominator", "persons"))
    stacked = pl.concat(
        [table.with_columns(publication=pl.lit(number)) for number, table in enumerate(tables)],
        how="vertical_relaxed",
    )
    keyed = _with_group(stacked).join(known, on=LABELS, how="left")
    present = keyed.filter(pl.col("publication") == len(tables) - 1).select(_KEY).unique()
    return _views(_distinct(keyed.join(present, on=_KEY, how="semi")))


def _with_group(rows: pl.DataFrame) -> pl.DataFrame:
    pairs = rows.select("indicator_id", "period").unique()
    names = [group_of(*pair) for pair in pairs.iter_rows()]
    found = pl.DataFrame(names, schema=dict.fromkeys(_KEY, pl.String), orient="row")
    return rows.join(pl.concat([pairs, found], how="horizontal"), on=["indicator_id", "period"], how="left")


def _distinct(rows: pl.DataFrame) -> pl.DataFrame:
    """Of publications with equal cells of a group, keep the newest; `repeats` where there was more than one."""
    digest = rows.select([*LABELS, "hidden", *_NUMBERS]).hash_rows()
    hashed = rows.select(*_PUBLICATION, digest=digest).group_by(_PUBLICATION)
    equal = hashed.agg(pl.col("digest").bitwise_xor()).group_by([*_KEY, "digest"])
    newest = equal.agg(pl.col("publication").max(), repeats=pl.len() > 1).drop("digest")
    return rows.join(newest, on=_PUBLICATION, how="inner", maintain_order="left")


def _views(rows: pl.DataFrame) -> dict[Group, list[View]]:
    found: dict[Group, list[View]] = {}
    columns = (*_PUBLICATION, "repeats", *LABELS, "hidden", *_NUMBERS, "base", "measure", "unit")
    ordered = rows.sort([*_PUBLICATION, *LABELS]).select(columns).iter_rows()
    for (family, period, _), publication in groupby(ordered, itemgetter(0, 1, 2)):
        found.setdefault((family, period), []).append(_view([row[3:] for row in publication]))
    return found


def _view(rows: Sequence[tuple[Any, ...]]) -> View:
    same_base = all(_same_base(row) for row in rows)
    cells = {Cell(*row[1:7]): _published_cell(Cell(*row[1:7]), row[7:], same_base) for row in rows}
    return View(cells, repeats=rows[0][0], same_base=same_base)


def _same_base(row: tuple[Any, ...]) -> bool:
    """Whether the denominator shown, if any, equals today's."""
    *_, n, base, _measure, _unit = row
    return n is None or base is None or bool(n == base)


def _published_cell(cell: Cell, row: tuple[Any, ...], same_base: bool) -> PublishedCell:
    hidden, y, n, base, measure, unit = row
    if cell.indicator_id.startswith(REACH.name):
        return PublishedCell(hidden, y, None, *_COUNTED)
    low, high = _BOUNDS.get((measure, unit), _COUNTED if measure == "count" else _SHARE)
    return PublishedCell(hidden, y, n if n is not None else base if same_base else None, low, high)
