"""The initiatives section of the report: reach and learning, with the indicators that initiatives aim at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.report.about import Tables
from pipelines.report.indicator_figures import TOTAL
from schemas.code_lists import code_list


@dataclass(frozen=True)
class Initiative:
    """One row of the register, with its reach by year (None: hidden), the indicators it aims at, and what the register
    said of its learning before (rows of `initiative_history`, oldest first)."""

    row: Mapping[str, Any]
    kind: str
    track: str
    status: str
    others: str
    aims: list[str]
    reach: list[Mapping[str, Any]]
    learnt_before: list[Mapping[str, Any]]

    @property
    def id(self) -> str:
        """Its initiative_id in the register."""
        return str(self.row["initiative_id"])


def read_initiatives(tables: Tables) -> list[Initiative]:
    """Return the register: ongoing initiatives first, then the newest."""
    reach = tables["initiative_reach"].filter(area=TOTAL).sort("year").to_dicts()
    history = tables["initiative_history"].sort("since").to_dicts() if "initiative_history" in tables else []
    rows = tables["initiatives"].sort("start_date", descending=True).to_dicts()
    found = [_initiative(row, _of(row, reach), _of(row, history)) for row in rows]
    return sorted(found, key=lambda initiative: initiative.row["end_date"] is not None)


def aiming_at(initiatives: Iterable[Initiative], indicator_id: str) -> list[Initiative]:
    """Return the initiatives that aim at an indicator."""
    return [initiative for initiative in initiatives if indicator_id in initiative.aims]


def _of(row: Mapping[str, Any], others: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [other for other in others if other["initiative_id"] == row["initiative_id"]]


def _initiative(
    row: Mapping[str, Any], reach: list[Mapping[str, Any]], history: Iterable[Mapping[str, Any]]
) -> Initiative:
    lead = row["lead_actor"]
    # By words; of equal words the oldest version counts, which first said them.
    learnt = {said["learning"]: said for said in reversed(list(history)) if said["learning"]}
    return Initiative(
        row,
        _label("initiative_kinds", row["kind"]).lower(),
        _label("tracks", row["track"]),
        _label("initiative_statuses", row["status"]).lower(),
        ", ".join(actor for actor in _several(row["actors"]) if actor != lead),
        _several(row["indicator_ids"]),
        reach,
        [said for words, said in reversed(learnt.items()) if words != row["learning"]],
    )


def _label(codes: str, code: str | None) -> str:
    return code_list(codes).codes.get(code or "", code or "")


def _several(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(";") if part.strip()]
