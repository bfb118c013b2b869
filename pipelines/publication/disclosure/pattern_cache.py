"""Patterns found before: a block that has not changed is not solved again.

A small JSON file beside the warehouse. Keys are digests of a block and of the code that solves it, so that a new rule
makes every pattern anew. Losing the file costs time and nothing else.
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
from pipelines.publication.disclosure.block_decision import Decision, decide
from pipelines.publication.disclosure.blocks import Block


class PatternCache:
    """What was decided of blocks before; `used` is what was asked for or put since, `programs` how many linear
    programs that took."""

    def __init__(self, before: dict[str, str] | None = None) -> None:
        self._before = before or {}
        self.used: dict[str, str] = {}
        self.programs = 0

    @classmethod
    def load(cls, file: Path) -> Self:
        """Read the file, or begin with nothing where it is not there or not whole."""
        try:
            return cls(json.loads(file.read_text(encoding="utf-8")))
        except (FileNotFoundError, json.JSONDecodeError):
            return cls()

    def save(self, file: Path) -> None:
        """Write what was used, by rename."""
        with replaced_file(file) as temporary:
            temporary.write_text(json.dumps(self.used, sort_keys=True), encoding="utf-8")

    def decide(self, block: Block, renew: bool) -> Decision:
        """The decision on a block, taken anew only where none is remembered."""
        name = f"{_code()} {block.digest()} {renew}"
        word = self._before.get(name)
        if word is None:
            decision = decide(block, renew)
            self.programs += decision.programs
            word = _word(decision)
        self.used[name] = word
        return Decision(np.array([mark == "1" for mark in word[1:]], dtype=np.bool_), word[0] == "1")


def _word(decision: Decision) -> str:
    return "".join("1" if mark else "0" for mark in (decision.stands, *decision.hidden))


@cache
def _code() -> str:
    """Names the code that decides."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    said = [version("highspy"), *(file.read_text(encoding="utf-8") for file in files)]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()
