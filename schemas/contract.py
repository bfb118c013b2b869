"""The contract of a feed: its columns, and what follows from them for headers, keys, scopes, ages and periods.

Each feed's file declares it once; readers, validation, dbt sources and guides are derived from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from schemas.contract_column import Column, contract_of
from schemas.kinds import Kind
from schemas.pandera_alone import pa
from schemas.vocabulary import Headers, NotUsed, RowsKept, headers_for, keys_of, vocabulary


@dataclass(frozen=True)
class Wide:
    """A layout with a column for each code or month: each `variable` in a row becomes a row of its `values`."""

    variable: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Needed:
    """What an optional column is needed for: `figures` (Danish) cannot be computed from a list without it.

    `among`: only a list with a row of this column and code group needs it. `warns`: a list without it is of little
    use, so its receipt warns; otherwise it only says so.
    """

    figures: str
    among: tuple[str, str] | None = None
    warns: bool = False


@dataclass(frozen=True)
class Feed:
    """One kind of table that partners send.

    `scope` determines which rows a newer drop replaces, `key` identifies a row, `period` is the column that dates
    it. `ages` are the plausible completed years on the row's own date. `unit` is the column of the school or
    institution whose disappearance holds a drop; where `steady`, a new snapshot is compared with the preceding one.
    `merged` are columns in which rows of one key may differ: they are one row (a member of several teams).
    `figure` is the column of a published figure, without which a row says nothing, and `elsewhere` that of a place,
    where rows about other places than ours are none of the feed. `left` is the column of the day on which somebody on a
    list of those enrolled left. `refers_to` maps a column to
    the feed that should have its value. `messages` are the Danish messages of the feed's own Pandera checks; those
    in `warnings` leave the row loaded. `figures_need` maps an optional column to the figures that cannot be
    computed from a list without it; `figures` (Danish) names those that need the feed's dates. `example` has the
    cells of an example row where those of their kind would not fit each other.
    """

    name: str
    title: str
    description: str
    rows: type[pa.DataFrameModel]
    scope: tuple[str, ...]
    key: tuple[str, ...]
    period: str
    ages: tuple[int, int] | None = None
    unit: str | None = None
    steady: bool = False
    wide: Wide | None = None
    left: str | None = None
    merged: tuple[str, ...] = ()
    figure: str = ""
    elsewhere: str = ""
    refers_to: Mapping[str, str] = field(default_factory=dict)
    messages: Mapping[str, str] = field(default_factory=dict)
    warnings: Mapping[str, str] = field(default_factory=dict)
    figures_need: Mapping[str, Needed] = field(default_factory=dict)
    figures: str = ""
    example: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def columns(self) -> dict[str, Column]:
        """Every column of the feed by name, in the order of the model."""
        specs = self.rows.to_schema().columns
        return {name: self._contract(name, spec) for name, spec in specs.items()}

    def _contract(self, name: str, spec: Any) -> Column:
        """Return a column's contract with its headers. An empty cell of a key or scope column stands for all, or for
        none."""
        contract = contract_of(spec)
        words = dict.fromkeys([*contract.aliases, *headers_for(self.name, name)])
        contract = replace(contract, aliases=tuple(word for word in words if word != contract.title))
        return replace(contract, empty_counts=True) if name in (*self.key, *self.scope) else contract

    def stored(self, names: Iterable[str]) -> list[str]:
        """Return some columns by the names that the archive has: a personal number is stored as a pseudonym."""
        return ["person_key" if name == "cpr" else name for name in names]

    @cached_property
    def delivered(self) -> dict[str, Column]:
        """The columns that a partner may send."""
        return {name: contract for name, contract in self.columns.items() if not contract.derived}

    @cached_property
    def headers(self) -> dict[str, str]:
        """Every reading of a header of a column, mapped to the column's name."""
        return self.headers_with({})

    def headers_with(self, own: Mapping[str, Iterable[str]]) -> dict[str, str]:
        """Return the headers together with a partner's own, given by column, which go before the feed's."""
        columns = {n: (c.kind, [n, c.title, *c.aliases]) for n, c in self.delivered.items()}
        others = {name: (self.columns[name].kind, headers) for name, headers in own.items()}
        return keys_of(columns) | keys_of(others)

    @cached_property
    def not_used(self) -> dict[str, str]:
        """Every reading of a header that looks like a column and is not, mapped to the reason (Danish)."""
        return {key: found.why for key, found in _by_header(vocabulary().not_used, self.name).items()}

    @cached_property
    def needless(self) -> dict[str, Headers]:
        """Every reading of a header of a column that lists often have and no figure uses."""
        return _by_header(vocabulary().needless, self.name)

    @cached_property
    def rows_kept(self) -> dict[str, RowsKept]:
        """Every reading of a header of a column that says which rows are of the feed."""
        return _by_header(vocabulary().rows_kept, self.name)

    @cached_property
    def has_personal_numbers(self) -> bool:
        """Say whether personal numbers are agreed; where they are not, a file with one is rejected."""
        return any(contract.kind is Kind.CPR for contract in self.columns.values())

    @cached_property
    def has_variants(self) -> bool:
        """Say whether a code is part of the key, so that rows of one key may be variants: other texts of that code."""
        return any(self.columns[name].kind is Kind.CODE for name in self.key)

    @cached_property
    def required(self) -> set[str]:
        """The columns without which a file is rejected."""
        return {name for name, contract in self.columns.items() if contract.required}


_Entry = TypeVar("_Entry", NotUsed, RowsKept, Headers)


def _by_header(entries: Iterable[_Entry], feed: str) -> dict[str, _Entry]:
    """Return the entries of a feed by every reading of their headers."""
    mine = {str(n): found for n, found in enumerate(entries) if feed in found.columns}
    keys = keys_of({n: (Kind.TEXT, found.headers) for n, found in mine.items()})
    return {key: mine[n] for key, n in keys.items()}
