"""Drop rows of erased persons, and merge rows of renumbered persons, before a drop is archived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import polars as pl

from pipelines.intake.archive.manifest import Rows
from pipelines.intake.examination.examined import Examined
from pipelines.intake.frames.spill import among
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.identity.person_register import Persons
from pipelines.intake.problems.problem import file_problem
from pipelines.intake.validation.checked_rows import Checked
from pipelines.intake.validation.cross_row import NONE
from pipelines.intake.validation.typed_rows import UNKNOWN_TEXT
from pipelines.intake.values.cpr_columns import Numbers, numbers_of, texts_of
from schemas.contract import Feed


def drop_rows_of_erased(part: Examined, persons: Persons, keys: Keys, partner: str) -> Examined:
    """Return the part without rows of erased persons. They count as skipped; the receipt has their number only."""
    if part.checked is None or not persons.erased or not len(part.checked.persons):
        return part
    numbers = part.checked.persons
    erasure_keys = keys.erasure_keys(numbers, partner)
    gone = numbers[pl.Series(erasure_keys).is_in(list(persons.erased)).to_numpy()]
    return _without(part, part.checked, gone) if len(gone) else part


def _without(part: Examined, checked: Checked, gone: Numbers) -> Examined:
    affected = [
        pl.concat([NONE, *_rows_of(rows, gone)])
        for rows in (checked.loaded_chunks(), checked.quarantined_chunks())
    ]
    loaded, count = part.rows.loaded - len(affected[0]), sum(map(len, affected))
    quarantined = part.rows.quarantined - len(affected[1])
    # A rejected file loads no rows: they are counted as skipped already.
    counted = 0 if part.rejected else loaded
    skipped = part.rows.read - counted - quarantined - part.rows.collapsed
    rows = Rows(counted, quarantined, skipped, part.rows.collapsed)
    problems = [*part.problems, file_problem("persons_erased", number=count)]
    part = replace(part, checked=checked.leaving_out(pl.concat(affected)), rows=rows, problems=problems)
    return part if loaded or part.rejected else _rejected_as_empty(part)


def _rows_of(chunks: Iterable[pl.DataFrame], numbers: Numbers) -> Iterator[pl.Series]:
    """Yield the row indexes of some persons."""
    for chunk in chunks:
        yield chunk["index"].filter(pl.Series(among(numbers_of(chunk["cpr"]), numbers)))


def _rejected_as_empty(part: Examined) -> Examined:
    refused = [file_problem("no_usable_rows"), *part.problems]
    return replace(part, rejected=True, rows=part.rows.not_loaded(), problems=refused)


def merge_renumbered(part: Examined, persons: Persons, keys: Keys, partner: str) -> Examined:
    """Return the part with one row per key where a person occurs under several numbers.

    The row under the newest number is kept; the others count as collapsed.
    """
    if part.checked is None or part.feed is None or not persons.same or not part.feed.has_personal_numbers:
        return part
    older = _older(part.checked, persons, keys, partner)
    return _merged(part, part.checked, part.feed, older) if older else part


def _older(checked: Checked, persons: Persons, keys: Keys, partner: str) -> dict[str, str]:
    """Map each replaced number whose person also occurs under another number here to the newest of them."""
    first = keys.person_keys(checked.persons, partner)
    known = pl.DataFrame(
        {"cpr": texts_of(checked.persons), "first": first, "now": first.replace(keys.renamed)}
    )
    one_of_several = known.filter(pl.col("now").is_duplicated())["cpr"].implode()
    if one_of_several.explode().is_empty():
        return {}
    counting = (
        rows["cpr"].filter(rows["cpr"].is_in(one_of_several)).unique() for rows in checked.loaded_chunks()
    )
    counted = known.filter(pl.col("cpr").is_in(pl.concat(list(counting)).implode()))
    several = counted.filter(pl.col("now").is_duplicated())
    newest_first = several.sort(pl.col("first").is_in(list(persons.renamed)), "cpr", maintain_order=True)
    one = newest_first.with_columns(pl.col("cpr").first().over("now").alias("newest"))
    return dict(one.filter(pl.col("cpr") != pl.col("newest")).select("cpr", "newest").iter_rows())


def _merged(part: Examined, checked: Checked, feed: Feed, older: dict[str, str]) -> Examined:
    affected = [*older, *older.values()]
    rows = pl.concat([chunk.filter(pl.col("cpr").is_in(affected)) for chunk in checked.loaded_chunks()])
    first = rows.sort(pl.col("cpr").is_in(list(older)), maintain_order=True)
    merged = first.with_columns(pl.col("cpr").replace(older)).unique([*feed.key, UNKNOWN_TEXT], keep="first")
    fewer = rows["index"].filter(~rows["index"].is_in(merged["index"].implode()))
    counted = part.rows
    if not part.rejected:
        counted = replace(
            counted, loaded=counted.loaded - len(fewer), collapsed=counted.collapsed + len(fewer)
        )
    return replace(part, checked=replace(checked.leaving_out(fewer), renamed=older), rows=counted)
