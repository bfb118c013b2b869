"""Which official table means which indicator, and what the tables call places, periods and totals.

Read from `benchmark_sources.yml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cache
from pathlib import Path

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from schemas.configuration import configuration_file
from schemas.strict_yaml import read_strictly

_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, config=_STRICT)
class Words:
    """Headers of places, periods and values; words for totals; columns that are places, with the group of the place."""

    places: tuple[str, ...]
    periods: tuple[str, ...]
    values: tuple[str, ...]
    totals: tuple[str, ...]
    place_columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, config=_STRICT)
class SourceTable:
    """One measure of one table that is an indicator of ours; see the file."""

    source: str
    indicator_id: str
    value: str | None = None
    table: str | None = None
    where: Mapping[str, str] = field(default_factory=dict)
    numerator: Mapping[str, str] = field(default_factory=dict)
    denominator: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, config=_STRICT)
class NotOurs:
    """A measure that looks like one of ours, and why it is none (Danish)."""

    value: str
    why: str


@dataclass(frozen=True, config=_STRICT)
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
