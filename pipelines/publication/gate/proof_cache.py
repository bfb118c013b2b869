"""What has been proven before, so that it need not be again.

Kept in the restricted part of the house: a digest rests on hidden numbers too, and of small numbers one can
find the one that fits.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from functools import cache
from pathlib import Path

from pipelines.publication.gate.group_view import View


@cache
def code_version() -> str:
    """A digest of the gate's own code: what an older gate found safe is attacked again."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()


def digest(views: list[View], truth: object) -> str:
    """The name of a group with everything that an attack on it uses."""
    used = [code_version(), [sorted(view.cells.items()) for view in views], truth]
    return hashlib.sha256(repr(used).encode()).hexdigest()


def read_proofs(path: Path) -> frozenset[str]:
    """What `write_proofs` wrote; nothing where there is no such file, or not a whole one."""
    try:
        return frozenset(json.loads(path.read_text(encoding="utf-8"))["proven"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return frozenset()


def write_proofs(path: Path, proven: Collection[str]) -> None:
    """Keep the digests of a proof."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"proven": sorted(proven)}) + "\n", encoding="utf-8")
