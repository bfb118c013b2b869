"""Invented benchmark figures for other places, with a source that says they are invented."""

from __future__ import annotations

from datetime import date

from pipelines.demo.random_source import seeded_random
from pipelines.demo.row_type import Row

_SOURCE = "Opfundet til demonstrationen"
# Plausible values for Esbjerg and the whole country; the region lies between them.
_SCHOOL_YEARS = {
    "absence_rate": (6.2, 5.9),
    "absence_over_10": (15.4, 14.6),
    "grade9_min02_dan_mat": (87.2, 88.4),
    "grade9_all_exams": (92.1, 92.8),
    "wellbeing_general": (3.7, 3.7),
    "transition_3m": (45.8, 44.2),
    "transition_15m": (85.9, 86.7),
    "grade10_3m": (47.9, 48.6),
    "dropout_12m": (13.8, 13.1),
}
_CALENDAR_YEARS = {
    "apprenticeship_gf2": (61.0, 58.9),
    "fgu_positive_exit": (48.1, 49.6),
    "youth_unattached": (6.4, 5.9),
    "upper_sec_by_25": (80.9, 82.3),
    "active_25_29": (81.2, 82.5),
}
_PLACES = {"Esbjerg": 0.0, "Region Syddanmark": 0.5, "Hele landet": 1.0}


def benchmarks(day: date) -> list[Row]:
    """Return the figures public on a day: those of the school year and calendar year that ended last."""
    began = day.year - (1 if day.month > 7 else 2)
    school_year, calendar_year = f"{began}/{(began + 1) % 100:02}", str(day.year - 1)
    periods = dict.fromkeys(_SCHOOL_YEARS, school_year) | dict.fromkeys(_CALENDAR_YEARS, calendar_year)
    return [_row(indicator, place, period, day) for indicator, period in periods.items() for place in _PLACES]


def _row(indicator: str, place: str, period: str, day: date) -> Row:
    here, country = (_SCHOOL_YEARS | _CALENDAR_YEARS)[indicator]
    value = here + (country - here) * _PLACES[place]
    return {
        "indicator_id": indicator,
        "geography": place,
        "period": period,
        "value": round(value * (1 + seeded_random(indicator, place, period).gauss(0, 0.006)), 1),
        "source": _SOURCE,
        "retrieved": day,
    }
