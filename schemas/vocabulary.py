"""The vocabulary of columns: the headers of each kind of column, once for all feeds. Read from `vocabulary.yml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import cache

from pydantic.dataclasses import dataclass

from schemas.configuration import configuration_file
from schemas.headers import as_amount, as_day, as_label, as_number, readings, unit_of
from schemas.kinds import Kind
from schemas.strict_yaml import STRICT, read_strictly

_FORMS = {
    **dict.fromkeys((Kind.DATE,), as_day),
    **dict.fromkeys((Kind.CODE, Kind.TEXT, Kind.CLASS), as_label),
    **dict.fromkeys((Kind.DECIMAL, Kind.INTEGER), as_amount),
}


@dataclass(frozen=True, config=STRICT)
class Headers:
    """The headers of the columns of one kind: `columns` are `name` in every feed, or `feed.name`; of needless ones the
    feeds."""

    columns: tuple[str, ...]
    headers: tuple[str, ...]


@dataclass(frozen=True, config=STRICT)
class NotUsed:
    """Headers of some feeds (`columns`) that look like one of its columns and are not, and why (Danish)."""

    columns: tuple[str, ...]
    headers: tuple[str, ...]
    why: str


@dataclass(frozen=True, config=STRICT)
class WrongUnits:
    """Units in brackets after a header that make its amount another one, and why (Danish)."""

    units: tuple[str, ...]
    why: str


@dataclass(frozen=True, config=STRICT)
class Joined:
    """A `column` (feed.name) put together of the column `level` and one with letters under these headers."""

    column: str
    level: str
    headers: tuple[str, ...]


@dataclass(frozen=True, config=STRICT)
class RowsKept:
    """Headers of a column that says what a row is about, and the values of the rows that are of the feeds `columns`."""

    columns: tuple[str, ...]
    headers: tuple[str, ...]
    values: tuple[str, ...]
    why: str


@dataclass(frozen=True, config=STRICT)
class Vocabulary:
    """All of `vocabulary.yml`."""

    columns: tuple[Headers, ...]
    not_used: tuple[NotUsed, ...] = ()
    wrong_units: Mapping[str, WrongUnits] = field(default_factory=dict)
    joined: tuple[Joined, ...] = ()
    events: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rows_kept: tuple[RowsKept, ...] = ()
    needless: tuple[Headers, ...] = ()


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary: the place's own, or the packaged one. Raises ConfigurationInvalid."""
    return read_strictly(configuration_file("vocabulary.yml"), Vocabulary)


def wrong_unit(header: str, unit: str | None) -> str:
    """Return why a column cannot be an amount in `unit`, by the unit in brackets after its header; empty if it can."""
    wrong = vocabulary().wrong_units.get(unit or "")
    return wrong.why if wrong and unit_of(header) in wrong.units else ""


@cache
def event_headers() -> dict[str, str]:
    """Return every reading of the headers of a list of absence by day, mapped to `day`, `cause` or `amount`."""
    return keys_of({name: (Kind.TEXT, headers) for name, headers in vocabulary().events.items()})


@cache
def joined_columns(feed: str) -> dict[str, tuple[str, dict[str, str]]]:
    """Return by column of a feed the level that it begins with, and every reading of the headers of its letters."""
    mine = (found for found in vocabulary().joined if found.column.startswith(f"{feed}."))
    return {
        found.column.partition(".")[2]: (found.level, keys_of({found.column: (Kind.TEXT, found.headers)}))
        for found in mine
    }


@cache
def headers_for(feed: str, column: str) -> tuple[str, ...]:
    """Return the headers of a feed's column beside its own title, each once."""
    mine = {column, f"{feed}.{column}"}
    found = (header for kind in vocabulary().columns if mine & {*kind.columns} for header in kind.headers)
    return tuple(dict.fromkeys(found))


def keys_of(columns: Mapping[str, tuple[Kind, Iterable[str]]]) -> dict[str, str]:
    """Return every reading of the headers of some columns, given by name with their kind, mapped to the name.

    A header as it is written goes before its other forms; a form that two columns share means neither.
    """
    exact = {readings(h)[0]: name for name, (_, headers) in columns.items() for h in headers}
    forms: dict[str, set[str]] = {}
    for name, (kind, headers) in columns.items():
        for form in (form for header in headers for form in _forms(header, kind)):
            forms.setdefault(form, set()).add(name)
    return {form: names.pop() for form, names in forms.items() if len(names) == 1} | exact


def _forms(header: str, kind: Kind) -> Iterator[str]:
    short = readings(header)[0].replace(" ", "")
    yield short
    if number := as_number(short):
        yield number
    if form := _FORMS.get(kind):
        yield form(short)
