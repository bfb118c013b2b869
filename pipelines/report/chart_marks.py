"""Marks on the time chart of an indicator: reforms, initiatives that aim at it, and what meetings decided about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.report.initiative_overview import Initiative
from pipelines.report.meeting_memory import Reflection
from schemas.code_lists import code_list

_QUARTER = re.compile(r"(\d{4})K([1-4])")


@dataclass(frozen=True)
class Mark:
    """Something that happened on a day, in Danish words. It is never said to be the cause of a change."""

    day: date
    text: str


def marks_of(
    indicator_id: str, initiatives: Iterable[Initiative], decided: Sequence[Reflection]
) -> list[Mark]:
    """Return the marks of an indicator, the oldest first. `initiatives` aim at it, and `decided` is about it."""
    found = [*_reforms(indicator_id), *map(_begun, initiatives)]
    found += [
        Mark(day, f"{one.kind} på mødet {one.meeting}") for one in decided if (day := _day_of(one.meeting))
    ]
    return sorted(dict.fromkeys(found), key=lambda mark: (mark.day, mark.text))


def _reforms(indicator_id: str) -> list[Mark]:
    reforms = code_list("reforms")
    touching = [code for code, ids in reforms.groups.items() if indicator_id in ids.split(";")]
    return [Mark(reforms.validity[code][0], reforms.codes[code]) for code in touching]


def _begun(initiative: Initiative) -> Mark:
    return Mark(initiative.row["start_date"], f"{initiative.row['name']} begynder")


def _day_of(meeting: str) -> date | None:
    """The last day of a meeting's quarter; None where the meeting is named by another period."""
    found = _QUARTER.fullmatch(meeting)
    if found is None:
        return None
    year, last_month = int(found[1]), 3 * int(found[2])
    return date(year + last_month // 12, last_month % 12 + 1, 1) - timedelta(days=1)
