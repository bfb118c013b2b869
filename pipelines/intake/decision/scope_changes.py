"""Compare the keys of a drop with the live rows of each of its scopes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from pipelines.intake.archive.drop_folder import ROWS
from pipelines.intake.archive.history import History
from pipelines.intake.decision.versions import LiveScope, scope_label, scopes_of
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.identity.pseudonyms import Pseudonyms
from pipelines.intake.validation.checked_rows import Checked
from schemas.contract import Feed

# Shares of the live keys that come again: of a correction, and of a part at most.
_MOST, _HARDLY = 0.5, 0.1
# A drop is mainly about other scopes where a scope has fewer of its rows than this, and loses nearly all of its live
# rows to it.
_STRAY, _REMAINING = 0.1, 0.2


@dataclass(frozen=True)
class ScopeChange:
    """One scope of a drop beside its live rows: `rows` in the drop; `live` rows and those `again` by part (the receipt
    id of the drop that they came with)."""

    scope: str
    rows: int
    live: Mapping[str, int]
    again: Mapping[str, int]

    @property
    def replaced(self) -> dict[str, int]:
        """The parts of which most keys come again, or that most keys of the drop are from, with their rows."""
        return {part: n for part, n in self.live.items() if self.again[part] > _MOST * min(n, self.rows)}

    @property
    def kept(self) -> dict[str, int]:
        """The other parts of which hardly any key comes again, with their rows."""
        others = self.live.keys() - self.replaced.keys()
        return {
            part: self.live[part] for part in sorted(others) if self.again[part] <= _HARDLY * self.live[part]
        }

    @property
    def is_clear(self) -> bool:
        """Say whether each part is either replaced or kept."""
        return len(self.kept) + len(self.replaced) == len(self.live)

    def is_stray(self, rows_of_drop: int) -> bool:
        """Say whether the scope would lose nearly all its rows to a drop that is mainly about others."""
        return self.rows < _STRAY * rows_of_drop and self.rows < _REMAINING * sum(self.live.values())


def scope_changes(
    feed: Feed,
    checked: Checked,
    live: Mapping[str, LiveScope],
    partner: str,
    history: History,
    keys: Keys | None,
) -> Iterator[ScopeChange]:
    """Yield the change of each of the drop's scopes that has `live` rows of the partner.

    Without `keys`, rows about persons are taken for those that come again.
    """
    scopes = Counter[str]()
    for chunk in checked.loaded_chunks(feed.scope):
        scopes.update(scopes_of(chunk, feed))
    shared = {scope: live[scope].receipt_id for scope in scopes if scope in live}
    if keys is None and feed.has_personal_numbers:
        yield from (
            ScopeChange(scope, scopes[scope], live[scope].by_part, live[scope].by_part) for scope in shared
        )
    elif shared:
        yield from _compared(
            feed, checked, shared, history, Pseudonyms(checked.persons, keys, partner) if keys else None
        )


def _compared(
    feed: Feed, checked: Checked, shared: Mapping[str, str], history: History, pseudonyms: Pseudonyms | None
) -> Iterator[ScopeChange]:
    before = pl.concat([_stored(feed, history, receipt, shared) for receipt in sorted(set(shared.values()))])
    now = pl.concat(list(_keyed_chunks(feed, checked, pseudonyms)))
    again = before.join(now.unique(), on=["scope", "key"], how="semi")
    rows, found = _counted(now, "scope"), _counted(again, "scope", "part")
    parts = dict[str, dict[str, int]]()
    for (scope, part), n in _counted(before, "scope", "part").items():
        parts.setdefault(scope, {})[part] = n
    for scope in sorted(shared):
        of_scope = parts.get(scope, {})
        repeated = {part: found.get((scope, part), 0) for part in of_scope}
        # Erasing persons may have left a scope without rows.
        if of_scope:
            yield ScopeChange(scope, rows[scope,], of_scope, repeated)


def _counted(rows: pl.DataFrame, *columns: str) -> dict[tuple[str, ...], int]:
    return {tuple(values): n for *values, n in rows.group_by(columns).len().sort(columns).iter_rows()}


def _stored(feed: Feed, history: History, receipt: str, shared: Mapping[str, str]) -> pl.DataFrame:
    """Return scope, key and part of the live rows of one drop in the scopes it shares."""
    drop = history.find(receipt)
    assert drop is not None
    rows = pl.read_parquet(history.raw / drop.folder / ROWS, columns=["receipt_id", *_columns(feed)])
    keyed = _keyed(rows, feed).with_columns(rows["receipt_id"].alias("part"))
    return keyed.filter(pl.col("scope").is_in([scope for scope, live in shared.items() if live == receipt]))


def _keyed_chunks(feed: Feed, checked: Checked, pseudonyms: Pseudonyms | None) -> Iterator[pl.DataFrame]:
    for rows in checked.loaded_chunks([*feed.scope, *feed.key]):
        yield _keyed(_with_person_key(rows, pseudonyms) if pseudonyms else rows, feed)


def _with_person_key(rows: pl.DataFrame, pseudonyms: Pseudonyms) -> pl.DataFrame:
    if "cpr" not in rows.columns:
        return rows
    persons = pl.Series("person_key", pseudonyms.of(rows["cpr"])["person_key"])
    return rows.with_columns(persons.cast(pl.String))


def _columns(feed: Feed) -> list[str]:
    return list(dict.fromkeys(feed.stored((*feed.scope, *feed.key))))


def _keyed(rows: pl.DataFrame, feed: Feed) -> pl.DataFrame:
    """Return the scope value of each row, as in manifests, and the hash of its key."""
    key = pl.struct(pl.col(_columns(feed)).cast(pl.String)).hash(seed=1).alias("key")
    if not feed.scope:
        return rows.select(pl.lit("[]").alias("scope"), key)
    labels = rows.select(pl.struct(feed.scope).alias("of").unique()).to_series()
    named = pl.DataFrame({"of": labels, "scope": [scope_label(value.values()) for value in labels]})
    return (
        rows.select(pl.struct(feed.scope).alias("of"), key)
        .join(named, on="of", how="left", nulls_equal=True, maintain_order="left")
        .select("scope", "key")
    )
