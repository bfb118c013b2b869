"""One stage of a young person's life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipelines.demo.code_labels import in_group

WORK, IDLE = "work", "idle"


@dataclass(frozen=True)
class Stage:
    """What one person does from one day to another, both included. `doing`: a code of education_types, WORK or IDLE.

    `part`, `exit_code` and `contract` belong to education, `hours` (a week) to work, `on_benefit` to being idle.
    """

    doing: str
    start: date
    end: date
    part: str | None = None
    exit_code: str | None = None
    contract: date | None = None
    hours: float | None = None
    on_benefit: bool = False

    @property
    def is_completed(self) -> bool:
        """Say whether an education was completed."""
        return self.exit_code in in_group("exit_codes", "completed")

    @property
    def is_final(self) -> bool:
        """Say whether completing this stage completes the education; of a vocational one, only the last part does."""
        return self.part in (None, "HF")
