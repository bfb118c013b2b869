"""The manifest of a drop in the archive, and the part of it that is the partner's receipt."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal

from pipelines.intake.problems.problem import Problem

Verdict = Literal["accepted", "accepted_with_warnings", "held", "rejected", "duplicate"]
UNRECOGNISED = "unrecognised"
# The problems that hold a drop until a person has looked at it.
HOLDING = (
    "shrunk",
    "unit_gone",
    "part_or_new",
    "older_than_live",
    "unit_of_another",
    "cut_off",
    "sign_in_doubt",
    "leap",
)


# The problems of a refused file that an answer of the secretariat on a code, or also on a header, may settle.
ANSWERABLE_BY_CODE = ("too_many_unknown", "no_usable_rows")
ANSWERABLE = ("missing_column", "not_recognised", *ANSWERABLE_BY_CODE)


@dataclass(frozen=True)
class Rows:
    """Counts of rows. `read` is always the sum of the other four."""

    loaded: int = 0
    quarantined: int = 0
    skipped: int = 0
    collapsed: int = 0

    @property
    def read(self) -> int:
        """Every non-empty row below the header row of visible sheets."""
        return self.loaded + self.quarantined + self.skipped + self.collapsed

    def not_loaded(self) -> Rows:
        """Return the counts with the loaded rows counted as skipped."""
        return Rows(0, self.quarantined, self.skipped + self.loaded, self.collapsed)

    def as_json(self) -> dict[str, int]:
        """Return the counts as plain JSON values, their sum first."""
        return {"read": self.read} | asdict(self)


@dataclass(frozen=True)
class KeptParts:
    """The rows of one scope that a drop keeps of earlier parts of the same list: the drop they are stored in, and their
    number by the receipt id of the drop that they came with."""

    source: str
    rows: dict[str, int]

    @staticmethod
    def scope_values(scope: str) -> list[str]:
        """Return the values of a scope's columns as text."""
        values: list[str] = json.loads(scope)
        return values


@dataclass(frozen=True)
class Manifest:
    """One drop.

    `scopes` maps each scope value (a JSON list) to its loaded rows, and `kept` some of them to the rows of earlier
    parts that count with these; `asked` are the scopes where a person must say whether they do. `sequence` is the
    order in which drops were ingested. `sha256` is the keyed digest of the file; empty where its original was destroyed
    because an erased person was in it. `absent` names the optional columns that figures need and that the file did
    not have; `rests_on` the answers on the partner's own headers and codes that its rows were read with. Days are
    inclusive.
    """

    receipt_id: str
    partner: str
    file_name: str
    sha256: str
    received_at: datetime
    taken_at: datetime
    sequence: int
    verdict: Verdict
    feed: str | None = None
    rows: Rows = field(default_factory=Rows)
    period_start: date | None = None
    period_end: date | None = None
    supersedes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    read_as: str = ""
    scopes: dict[str, int] = field(default_factory=dict)
    units: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    key_fingerprint: str = ""
    kept: dict[str, KeptParts] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    rests_on: list[str] = field(default_factory=list)

    @property
    def folder(self) -> str:
        """The drop's folder below `data/raw/`."""
        return f"{self.feed or UNRECOGNISED}/{self.receipt_id}"

    @property
    def accepted(self) -> bool:
        """Say whether the drop's rows were loaded without being held."""
        return self.verdict in ("accepted", "accepted_with_warnings")

    @property
    def awaits_answer(self) -> bool:
        """Say whether an answer on a header or a code may make a refused file readable."""
        return self.verdict == "rejected" and any(problem.code in ANSWERABLE for problem in self.problems)

    @property
    def may_be_read_again(self) -> bool:
        """Say whether the file is needed once more: for an answer, or when an answer that it was read with is taken
        back."""
        return self.awaits_answer or bool(self.rests_on)

    def released(self) -> Manifest:
        """Return a held drop's manifest after release: its rows are loaded, and the problems that held it are
        removed."""
        loaded = sum(self.scopes.values())
        rows = replace(self.rows, loaded=loaded, skipped=self.rows.skipped - loaded)
        settled = [problem for problem in self.problems if problem.code not in HOLDING]
        return replace(self, verdict="accepted_with_warnings", rows=rows, problems=settled)

    def receipt(self) -> dict[str, Any]:
        """Return the partner's receipt: without cell values and internal fields."""
        internal = [
            "taken_at",
            "sequence",
            "scopes",
            "units",
            "absent",
            "key_fingerprint",
            "read_as",
            "kept",
            "asked",
            "rests_on",
        ]
        return {k: v for k, v in self.as_json().items() if k not in internal}

    def as_json(self) -> dict[str, Any]:
        """Return the manifest as plain JSON values."""
        plain = asdict(self) | {"rows": self.rows.as_json()}
        return {k: v.isoformat() if isinstance(v, date) else v for k, v in plain.items()}

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Manifest:
        """Read what `as_json` wrote."""
        rows = {k: v for k, v in plain["rows"].items() if k != "read"}
        times = {k: datetime.fromisoformat(plain[k]) for k in ("received_at", "taken_at")}
        days = {k: date.fromisoformat(plain[k]) for k in ("period_start", "period_end") if plain[k]}
        problems = [Problem(**problem) for problem in plain["problems"]]
        kept = {scope: KeptParts(**parts) for scope, parts in plain.get("kept", {}).items()}
        return cls(**plain | times | days | {"rows": Rows(**rows), "problems": problems, "kept": kept})
