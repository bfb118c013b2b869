"""The passport of a publication: what it is, what it rests on, and the digest of each of its tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PASSPORT = "publication.json"


def read_passport(folder: Path) -> dict[str, Any]:
    """The passport of a publication or release: id, published_at, basis, definitions, rows and sha256 by table."""
    plain: dict[str, Any] = json.loads((folder / PASSPORT).read_text(encoding="utf-8"))
    return plain


def write_json(path: Path, content: Mapping[str, object]) -> None:
    """Write JSON as a person may read it."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
