"""What a feed's contract is made of: columns with Danish titles, and the rules of versions, ages and periods.

A feed's own file states these once; the reader, the validation, the dbt sources and the guides are derived
from them. Nothing here knows any particular feed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from schemas.folding import fold
from schemas.pandera_alone import pa


class Kind(StrEnum):
    """How the text of a cell is read."""

    CPR = "cpr"
    DATE = "date"
    MONTH = "month"
    SCHOOL_YEAR = "school_year"
    DECIMAL = "decimal"
    INTEGER = "integer"
    CODE = "code"
    YES_NO = "yes_no"
    GENDER = "gender"
    YEAR = "year"
    PERIOD = "period"
    PERCENT = "percent"
    CVR = "cvr"
    LIST = "list"
    CLASS = "class"
    TEXT = "text"
    NOTE = "note"


@dataclass(frozen=True)
class Column:
    """One agreed column as a partner meets it.

    `empty` is what an empty cell means where that is agreed (0 days of absence); `words` are words that may
    stand instead of a value and are kept in the column `words_to`; `code_list` names a list in `code_lists/`.
    """

    title: str
    aliases: tuple[str, ...] = ()
    kind: Kind = Kind.TEXT
    required: bool = False
    code_list: str | None = None
    empty: float | None = None
    words: tuple[str, ...] = ()
    words_to: str | None = None
    derived: bool = False

    def headers(self, name: str) -> set[str]:
        """All folded headers under which the column may come; its own name is always one."""
        return {fold(text) for text in (name, self.title, *self.aliases)}


def column(
    title: str,
    *aliases: str,
    kind: Kind = Kind.TEXT,
    required: bool = False,
    code_list: str | None = None,
    empty: float | None = None,
    words: tuple[str, ...] = (),
    words_to: str | None = None,
    **checks: Any,
) -> Any:
    """Declare a column of a Pandera model with its contract as metadata; `checks` are Pandera's own."""
    contract = Column(title, aliases, kind, required, code_list, empty, words, words_to)
    nullable = not required or bool(words)
    return pa.Field(nullable=nullable, description=title, metadata={"column": contract}, **checks)


def derived(title: str) -> Any:
    """Declare a column that the reader fills itself and no partner sends."""
    return pa.Field(nullable=True, description=title, metadata={"column": Column(title, derived=True)})


@dataclass(frozen=True)
class Wide:
    """A layout with columns per code or month: what one row holds for a `variable` becomes a row of its `values`."""

    variable: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Feed:
    """One kind of table that partners drop.

    `scope` says what a newer drop replaces, `key` what one row is about, `period` the column that dates a row.
    `ages` are the plausible completed years on the row's own date. `unit` names the school or institution
    whose disappearance holds a drop; `steady` that a new snapshot is compared with the one before.
    `refers_to` names the feed whose column of the same name should know a value. `messages` are the Danish
    sentences of the feed's own Pandera checks; those in `warnings` remark on a row and keep it.
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
    refers_to: Mapping[str, str] = field(default_factory=dict)
    messages: Mapping[str, str] = field(default_factory=dict)
    warnings: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def columns(self) -> dict[str, Column]:
        """Every column of the feed by name, in the order of the model."""
        fields = self.rows.to_schema().columns
        return {name: _contract_of(spec) for name, spec in fields.items()}

    @cached_property
    def delivered(self) -> dict[str, Column]:
        """The columns a partner may send."""
        return {name: contract for name, contract in self.columns.items() if not contract.derived}

    @cached_property
    def headers(self) -> dict[str, str]:
        """Every folded header that a column may come under, with the column's name."""
        return {
            header: name for name, contract in self.delivered.items() for header in contract.headers(name)
        }

    @cached_property
    def knows_persons(self) -> bool:
        """Say whether personal numbers are agreed; where they are not, one rejects the file."""
        return any(contract.kind is Kind.CPR for contract in self.columns.values())

    @cached_property
    def required(self) -> set[str]:
        """Names of the columns without which a file is rejected."""
        return {name for name, contract in self.columns.items() if contract.required}


def _contract_of(spec: Any) -> Column:
    contract = spec.metadata["column"]
    assert isinstance(contract, Column)
    return contract
