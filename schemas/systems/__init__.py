"""The exports of partners' systems: what each file here calls a column, and what it must never be read as.

One file an export, with an example of it as the system writes it and the rows that are in the example; a test reads
each. Everything that a profile does not say follows from the vocabulary.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import Any

from pydantic.dataclasses import dataclass

from schemas.strict_yaml import STRICT, read_strictly


@dataclass(frozen=True, config=STRICT)
class WithoutHeader:
    """A text file without a header row: the names of its columns in their order, and the fewest that a row has.

    `first_line` is the pattern of a first line with one cell before the rows.
    """

    columns: tuple[str, ...]
    fewest: int
    first_line: str


@dataclass(frozen=True, config=STRICT)
class Profile:
    """One export of one system.

    It is recognised by headers that all are there. `columns` maps fields to their headers, `values` fields to what the
    system's texts mean (an empty text: nothing), `constants` fields to a text for all rows. `not_used` are headers
    that look like a field and are not, with the reason (Danish); `needless` those that every such file has and nobody
    uses; `lacking` what is said (Danish) where a required column is missing. `dated_by_file` where the day of the list
    is that of the file. `how` says in Danish where the partner finds the export; `example` is a file from `partner`
    with the name `file_name`, and `rows` are its loaded rows, or none where `lacking` says why.
    """

    name: str
    system: str
    export: str
    feed: str
    how: str
    recognised_by: tuple[str, ...]
    partner: str
    example: str
    rows: tuple[Mapping[str, Any], ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    not_used: Mapping[str, str] = field(default_factory=dict)
    needless: tuple[str, ...] = ()
    lacking: Mapping[str, str] = field(default_factory=dict)
    without_header: WithoutHeader | None = None
    dated_by_file: bool = False
    file_name: str = "fil.csv"


@cache
def all_profiles() -> tuple[Profile, ...]:
    """Return every profile, the most particular first."""
    files = sorted(Path(__file__).parent.glob("*.yml"))
    return tuple(sorted(map(_read, files), key=lambda profile: -len(profile.recognised_by)))


def _read(path: Path) -> Profile:
    """Read a profile, which is named as its file."""

    def named(plain: object) -> object:
        return plain | {"name": path.stem} if isinstance(plain, dict) else plain

    return read_strictly(path, Profile, named)
