"""The passport of a publication: what it is, what it rests on, after which other it came, and the digest of each of its
tables."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pipelines.settings import Settings

METADATA = "publication.json"


def read_metadata(folder: Path) -> dict[str, Any]:
    """The passport of a publication or release: id, published_at, basis, definitions, rows and sha256 by table."""
    plain: dict[str, Any] = json.loads((folder / METADATA).read_text(encoding="utf-8"))
    return plain


def next_moment(settings: Settings) -> datetime:
    """Now (UTC), but always later than what is published: what readers have seen is remembered in the order of time,
    and a clock may be set back."""
    now = datetime.now(UTC)
    if not (settings.current_publication / METADATA).exists():
        return now
    before = datetime.fromisoformat(read_metadata(settings.current_publication)["published_at"])
    return max(now, before + timedelta(milliseconds=1))
