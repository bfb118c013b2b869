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
    """One row of the register, with its reach by year (None: hidden) and the indicators it aims at."""

    row: Mapping[str, Any]
    kind: str
    track: str
    status: str
    others: str
    aims: list[str]
    reach: list[Mapping[str, Any]]

    @property
    def id(self) -> str:
        """Its initiative_id in the register."""
        return str(self.row["initiative_id"])


def read_initiatives(tables: Tables) -> list[Initiative]:
    """Return the register: ongoing initiatives first, then the newest."""
    reach = tables["initiative_reach"].filter(area=TOTAL).sort("year").to_dicts()
    rows = tables["initiatives"].sort("start_date", descending=True).to_dicts()
    found = [
        _initiative(row, [year for year in reach if year["initiative_id"] == row["initiative_id"]])
        for row in rows
    ]
    return sorted(found, key=lambda initiative: initiative.row["end_date"] is not None)


def aiming_at(initiatives: Iterable[Initiative], indicator_id: str) -> list[Initiative]:
    """Return the initiatives that aim at an indicator."""
    return [initiative for initiative in initiatives if indicator_id in initiative.aims]


def _initiative(row: Mapping[str, Any], reach: list[Mapping[str, Any]]) -> Initiative:
    lead = row["lead_actor"]
    return Initiative(
        row,
        _label("initiative_kinds", row["kind"]).lower(),
        _label("tracks", row["track"]),
        _label("initiative_statuses", row["status"]).lower(),
        ", ".join(actor for actor in _several(row["actors"]) if actor != lead),
        _several(row["indicator_ids"]),
        reach,
    )


def _label(codes: str, code: str | None) -> str:
    return code_list(codes).codes.get(code or "", code or "")


def _several(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(";") if part.strip()]
