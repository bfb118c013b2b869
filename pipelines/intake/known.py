"""At the door: who was erased does not come in again, and who got a new number is one person."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from pipelines.intake.examine import Examined
from pipelines.intake.keyring import Keys
from pipelines.intake.manifest import Rows
from pipelines.intake.persons import Persons, name_of
from pipelines.intake.problems import file_problem
from pipelines.intake.validate import Checked
from pipelines.intake.values.cpr import is_temporary
from schemas.contract import Feed


def without_erased(part: Examined, persons: Persons, keys: Keys, partner: str) -> Examined:
    """The part without the rows of erased persons, which count as skipped; the sender hears how many, not whose."""
    if part.checked is None or not persons.erased or "cpr" not in part.checked.table.columns:
        return part
    numbers = part.checked.table["cpr"].drop_nulls().unique()
    gone = [cpr for cpr in numbers if name_of(keys, cpr, partner).mark in persons.erased]
    return _without(part, part.checked, gone) if gone else part


def _without(part: Examined, checked: Checked, gone: list[str]) -> Examined:
    stays = ~pl.col("cpr").is_in(gone).fill_null(False)
    loaded, quarantined = checked.loaded.filter(stays), checked.quarantined.filter(stays)
    count = checked.loaded.height + checked.quarantined.height - loaded.height - quarantined.height
    # Of a rejected file nothing is loaded: its rows count as skipped already.
    counted = 0 if part.rejected else loaded.height
    skipped = part.rows.read - counted - quarantined.height - part.rows.collapsed
    rows = Rows(counted, quarantined.height, skipped, part.rows.collapsed)
    problems = [*part.problems, file_problem("persons_erased", number=count)]
    kept = replace(checked, loaded=loaded, quarantined=quarantined)
    part = replace(part, checked=kept, rows=rows, problems=problems)
    return part if loaded.height or part.rejected else _nothing_left(part)


def _nothing_left(part: Examined) -> Examined:
    refused = [file_problem("no_rows"), *part.problems]
    return replace(part, rejected=True, rows=part.rows.not_loaded(), problems=refused)


def with_one_number_each(part: Examined, persons: Persons, keys: Keys, partner: str) -> Examined:
    """The part where nobody stands under two numbers: what is told twice of the same thing is taken once, as it is
    told under the newest number, and counts as collapsed."""
    if (
        part.checked is None
        or part.feed is None
        or not persons.same
        or "cpr" not in part.checked.table.columns
    ):
        return part
    numbers = part.checked.loaded["cpr"].drop_nulls().unique().sort()
    newest: dict[str, str] = {}
    for cpr in sorted(numbers, key=lambda cpr: name_of(keys, cpr, partner).person_key in persons.renamed):
        newest.setdefault(keys.person_key(cpr, partner if is_temporary(cpr) else ""), cpr)
    one = {cpr: newest[keys.person_key(cpr, partner if is_temporary(cpr) else "")] for cpr in numbers}
    older = {cpr: other for cpr, other in one.items() if cpr != other}
    return _merged(part, part.checked, part.feed, older) if older else part


def _merged(part: Examined, checked: Checked, feed: Feed, older: dict[str, str]) -> Examined:
    first = checked.loaded.sort(pl.col("cpr").is_in(list(older)), maintain_order=True)
    merged = first.with_columns(pl.col("cpr").replace(older)).unique(feed.key, keep="first").sort("index")
    fewer = checked.loaded.height - merged.height
    rows = part.rows
    if not part.rejected:
        rows = replace(rows, loaded=rows.loaded - fewer, collapsed=rows.collapsed + fewer)
    return replace(part, checked=replace(checked, loaded=merged), rows=rows)
