"""The report's model of one indicator: its figures, breakdowns and benchmarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from pipelines.report.figure_text import Unit, period_name, unit_of
from pipelines.report.verdicts import WHOLE, Verdict
from schemas.code_lists import packaged_code_list

TOTAL = "total"
PARTS = ("area", "gender", "age_band", "school")
_STATUSES = packaged_code_list("figure_statuses")
SHOWN = tuple(_STATUSES.in_group("shown"))
# Of a period that nothing has come for, or can have come for yet; it has its total alone.
WAITED_FOR = ("not_delivered", "not_yet", "before_start")


@dataclass(frozen=True)
class Figure:
    """One published cell. Its numbers are None where it is suppressed or not computed.

    `missing` names those who lack a delivery that it needs; `waiting_since` is the day from which a
    corrected figure has waited for the next freeze.
    """

    period_type: str
    period: str
    period_start: date
    period_end: date
    area: str
    gender: str
    age_band: str
    school: str
    status: str
    missing: str | None
    waiting_since: date | None
    numerator: float | None
    denominator: float | None
    value: float | None
    ci_low: float | None
    ci_high: float | None
    few: bool | None
    coverage: float | None
    pooled_3y: float | None

    @property
    def hidden(self) -> bool:
        """Whether the number is suppressed."""
        return self.status == "suppressed"

    @property
    def is_waited_for(self) -> bool:
        """Whether nothing has come for its period, or nothing can have come yet."""
        return self.status in WAITED_FOR

    @property
    def provisional(self) -> bool:
        """Whether the number may still change."""
        return self.status == "provisional"

    @property
    def low(self) -> float | None:
        """The lower end of the confidence interval; the value itself where there is none."""
        return self.value if self.ci_low is None else self.ci_low

    @property
    def high(self) -> float | None:
        """The upper end of the confidence interval, as `low`."""
        return self.value if self.ci_high is None else self.ci_high

    @property
    def day(self) -> date:
        """The middle of its period, used as its day in charts and courses."""
        return self.period_start + (self.period_end - self.period_start) / 2

    @property
    def period_da(self) -> str:
        """The Danish name of the period."""
        return period_name(self.period_type, self.period, self.period_start)


@dataclass(frozen=True)
class Benchmark:
    """An official figure of the municipality or country; `day` is the middle of its period."""

    geography: str
    period: str
    day: date
    value: float


@dataclass(frozen=True)
class Indicator:
    """One indicator in the report; `series` are its totals, oldest first, `parts` its newest breakdowns."""

    definition: Mapping[str, Any]
    overview: Mapping[str, Any]
    series: tuple[Figure, ...]
    parts: Mapping[str, tuple[Figure, ...]]
    benchmarks: tuple[Benchmark, ...]
    target: float | None
    target_year: int | None
    verdicts: tuple[Verdict, ...] = ()

    @property
    def id(self) -> str:
        """Its indicator_id."""
        return str(self.definition["indicator_id"])

    @property
    def name(self) -> str:
        """Its Danish name."""
        return str(self.definition["name_da"])

    @property
    def better(self) -> int:
        """The desired direction: 1 is up, -1 is down, 0 is neither."""
        return {"up": 1, "down": -1}.get(self.definition["direction"], 0)

    @cached_property
    def unit(self) -> Unit:
        """The notation of its values."""
        return unit_of(self.definition["unit"], self.name)

    @cached_property
    def shown(self) -> tuple[Figure, ...]:
        """The totals that have a number."""
        return tuple(figure for figure in self.series if figure.value is not None)

    @property
    def latest(self) -> Figure | None:
        """The newest total that is shown and rests on all who deliver."""
        return self._whole[-1] if self._whole else None

    @property
    def final(self) -> Figure | None:
        """The newest total that will not change."""
        return next((figure for figure in reversed(self.shown) if figure.status == "ok"), None)

    @cached_property
    def _whole(self) -> tuple[Figure, ...]:
        return tuple(figure for figure in self.shown if figure.missing is None)

    def verdict(self, question: str, cell: str = WHOLE) -> Verdict | None:
        """The verdict on a question, of the whole neighbourhood or of a cell; None in releases older than verdicts."""
        return next((one for one in self.verdicts if (one.question, one.cell) == (question, cell)), None)

    def figure_in(self, period: str | None) -> Figure | None:
        """The total of a period."""
        return next((figure for figure in self.series if figure.period == period), None)

    def value_in(self, period: str | None) -> float | None:
        """The shown value of the total of a period."""
        found = self.figure_in(period)
        return found.value if found else None

    def benchmark_in(self, geography: str | None, period: str | None) -> float | None:
        """The official figure of a place in a period."""
        wanted = geography, period
        return next((one.value for one in self.benchmarks if (one.geography, one.period) == wanted), None)

    def period_name(self, period: str | None) -> str:
        """The Danish name of one of its periods."""
        found = self.figure_in(period)
        return found.period_da if found else period or ""

    @property
    def is_share(self) -> bool:
        """Whether it is a share of persons, so that it has a confidence interval."""
        return any(figure.ci_low is not None for figure in self.shown)
