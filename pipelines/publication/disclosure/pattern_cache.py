"""Cache of suppression patterns, so that a block that has not changed is not solved again.

A small JSON file beside the warehouse. Keys are digests of a block and of the code that solves it, so that a changed
rule invalidates every pattern. A decision that the gate refused is replaced by the more cautious one that it accepted.
Losing the file costs nothing but time.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Self

import numpy as np

from pipelines.atomic_io import replaced_file
from pipelines.publication.disclosure.block_decision import Decision, after_refusal, decide
from pipelines.publication.disclosure.blocks import Block


class PatternCache:
    """Decisions by key, as encoded strings. `used`: the entries read or added since; `programs`: the number of linear
    programs solved since."""

    def __init__(self, before: dict[str, str] | None = None) -> None:
        self._before = before or {}
        self.used: dict[str, str] = {}
        self.programs = 0

    @classmethod
    def load(cls, file: Path) -> Self:
        """Read the file; the cache is empty where it is missing or no valid JSON."""
        try:
            return cls(json.loads(file.read_text(encoding="utf-8")))
        except (FileNotFoundError, json.JSONDecodeError):
            return cls()

    def save(self, file: Path) -> None:
        """Write the entries in `used` by atomic rename."""
        with replaced_file(file) as temporary:
            temporary.write_text(json.dumps(self.used, sort_keys=True), encoding="utf-8")

    def decide(self, block: Block, renew: bool, is_refused: bool = False) -> Decision:
        """Return the cached decision on a block, or solve it; where the gate refused that decision, the next one."""
        name = f"{_code()} {block.digest()} {renew}"
        encoded = self._before.get(name)
        if encoded is None:
            decision = decide(block, renew)
            self.programs += decision.programs
            encoded = _encode(decision)
        if is_refused:
            encoded = _encode(after_refusal(block, _decode(encoded)))
        self.used[name] = encoded
        return _decode(encoded)


def _encode(decision: Decision) -> str:
    return "".join("1" if flag else "0" for flag in (decision.is_retained, *decision.hidden))


def _decode(encoded: str) -> Decision:
    return Decision(np.array([flag == "1" for flag in encoded[1:]], dtype=np.bool_), encoded[0] == "1")


@cache
def _code() -> str:
    """Return a SHA-256 over the modules of this package and the version of HiGHS."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    content = [version("highspy"), *(file.read_text(encoding="utf-8") for file in files)]
    return hashlib.sha256("\n".join(content).encode()).hexdigest()
