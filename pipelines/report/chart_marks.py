"""Marks on the time chart of an indicator: reforms, initiatives that aim at it, and what meetings decided about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.report.initiative_overview import Initiative
from pipelines.report.meeting_memory import Reflection
from schemas.code_lists import code_list


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
    found += [Mark(one.day, f"{one.kind} på mødet {one.meeting}") for one in decided]
    return sorted(dict.fromkeys(found), key=lambda mark: (mark.day, mark.text))


def _reforms(indicator_id: str) -> list[Mark]:
    reforms = code_list("reforms")
    touching = [code for code, ids in reforms.groups.items() if indicator_id in ids.split(";")]
    days = {code: reforms.validity[code][0] for code in touching if code in reforms.validity}
    # A reform without a first day stands nowhere on a chart.
    return [Mark(day, reforms.codes[code]) for code, day in days.items() if day > date.min]


def _begun(initiative: Initiative) -> Mark:
    return Mark(initiative.row["start_date"], f"{initiative.row['name']} begynder")
