"""Cache of the digests of groups proven safe, so that they are not attacked again.

It is stored in the restricted part of the data folder: a digest covers hidden numbers, and small numbers can be found
by trying all.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from functools import cache
from pathlib import Path

from pipelines.atomic_io import write_json
from pipelines.publication.gate.group_view import View


@cache
def code_version() -> str:
    """Return a digest of the gate's own code; a change of the code invalidates every proof."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()


def digest(views: list[View], truth: object) -> str:
    """Return a SHA-256 over the views of a group and everything else that an attack on it uses."""
    used = [code_version(), [sorted(view.cells.items()) for view in views], truth]
    return hashlib.sha256(repr(used).encode()).hexdigest()


def read_proofs(path: Path) -> frozenset[str]:
    """Read the digests that `write_proofs` wrote; empty where the file is missing or invalid."""
    try:
        return frozenset(json.loads(path.read_text(encoding="utf-8"))["proven"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return frozenset()


def write_proofs(path: Path, proven: Collection[str]) -> None:
    """Write the digests of a proof."""
    write_json(path, {"proven": sorted(proven)})
