"""Which official table means which indicator, and what the tables call places, periods and totals.

Read from `benchmark_sources.yml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic.dataclasses import dataclass

from schemas.configuration import configuration_file
from schemas.strict_yaml import STRICT, read_strictly


@dataclass(frozen=True, config=STRICT)
class Words:
    """Headers of places, periods, values and groups; words for totals and for percent; columns that are places, with
    the group of the place."""

    places: tuple[str, ...]
    periods: tuple[str, ...]
    values: tuple[str, ...]
    groups: tuple[str, ...]
    totals: tuple[str, ...]
    percent: tuple[str, ...]
    place_columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, config=STRICT)
class SourceTable:
    """One measure of one table that is an indicator of ours; see the file.

    `unit` is pct or score where the value itself is taken; a share of two groups is made a percentage. `geography` is
    the header of the places where the table has a word of its own for them.
    """

    source: str
    indicator_id: str
    value: str | None = None
    table: str | None = None
    unit: Literal["pct", "score"] = "pct"
    geography: str | None = None
    where: Mapping[str, str] = field(default_factory=dict)
    numerator: Mapping[str, str] = field(default_factory=dict)
    denominator: Mapping[str, str] = field(default_factory=dict)

    @property
    def groups(self) -> tuple[Mapping[str, str], ...]:
        """The groups that are taken: one, or numerator and denominator."""
        return (self.numerator, self.denominator) if self.numerator else (self.where,)


@dataclass(frozen=True, config=STRICT)
class NotOurs:
    """A measure or a table that looks like one of ours, and why it is none (Danish)."""

    why: str
    value: str | None = None
    table: str | None = None


@dataclass(frozen=True, config=STRICT)
class BenchmarkSources:
    """All of `benchmark_sources.yml`."""

    words: Words
    tables: tuple[SourceTable, ...]
    not_ours: tuple[NotOurs, ...] = ()


def benchmark_sources() -> BenchmarkSources:
    """Return the sources: the place's own, or the packaged ones. Raises ConfigurationInvalid."""
    return _read(configuration_file("benchmark_sources.yml"))


@cache
def _read(path: Path) -> BenchmarkSources:
    return read_strictly(path, BenchmarkSources)
