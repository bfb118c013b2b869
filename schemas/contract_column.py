"""One column of a feed's contract, declared as a column of its Pandera model."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from schemas.folding import fold
from schemas.kinds import Kind
from schemas.pandera_alone import pa


@dataclass(frozen=True)
class Column:
    """One agreed column.

    `aliases` are its headers beside its title. `empty` is the meaning of an empty cell where that is
    agreed (0 days of absence); `words` are words allowed in place of a value, stored in the column `words_to`;
    `code_list` names a list in `code_lists/`; `most` is the largest number that can occur, and `unit` the unit that may
    stand beside it (`hours`, `days`, `grade`). Where `empty_counts`, an empty cell says something of its own (all
    genders, a spell still running), so that a cell that cannot be read is never taken for an empty one.
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
    most: float | None = None
    unit: str | None = None
    empty_counts: bool = False

    def headers(self, name: str) -> set[str]:
        """Return the folded headers accepted for the column; its own name is always one."""
        return {fold(text) for text in (name, self.title, *self.aliases)}


def column(
    title: str,
    *aliases: str,
    kind: Kind = Kind.TEXT,
    required: bool = False,
    words: tuple[str, ...] = (),
    **others: Any,
) -> Any:
    """Declare a column of a Pandera model with its contract as metadata.

    `aliases` are headers that no other column has; those of a kind of column are in the vocabulary.
    `others` are fields of Column, and Pandera's own checks.
    """
    own = {field.name: others.pop(field.name) for field in fields(Column) if field.name in others}
    own["most"] = others.get("le", max(others.get("isin", ()), default=own.get("most")))
    contract = Column(title, aliases, kind, required, words=words, **own)
    nullable = not required or bool(words)
    return pa.Field(nullable=nullable, description=title, metadata={"column": contract}, **others)


def derived(title: str) -> Any:
    """Declare a column that validation fills and no partner sends."""
    return pa.Field(nullable=True, description=title, metadata={"column": Column(title, derived=True)})


def contract_of(spec: Any) -> Column:
    """Return the contract that `column` or `derived` put in the metadata of a Pandera column."""
    contract = spec.metadata["column"]
    assert isinstance(contract, Column)
    return contract
