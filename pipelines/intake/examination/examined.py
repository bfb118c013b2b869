"""The result of examining one file: each feed's part of it, and its problems."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.intake.archive.manifest import Rows
from pipelines.intake.layout.sheet_layout import Layout
from pipelines.intake.problems.problem import Problem
from pipelines.intake.validation.checked_rows import Checked
from schemas.contract import Feed


@dataclass(frozen=True)
class Examined:
    """One feed's part of a file. `checked` is None where the part was rejected before its rows were read.

    `layouts` are the sheets it was read from, for the excerpts in the receipt; `absent` what figures need and it
    lacks: optional columns, or pupils without absence.
    """

    feed: Feed | None
    read_as: str
    rejected: bool
    rows: Rows = field(default_factory=Rows)
    checked: Checked | None = None
    problems: list[Problem] = field(default_factory=list)
    layouts: list[Layout] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
