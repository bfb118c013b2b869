"""The metadata of a publication (`publication.json`): its id, basis and predecessor, and the digest of each table."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pipelines.settings import Settings

METADATA = "publication.json"


def read_metadata(folder: Path) -> dict[str, Any]:
    """Read the metadata of a publication or release: id, published_at, basis, definitions, rows and sha256 by table."""
    plain: dict[str, Any] = json.loads((folder / METADATA).read_text(encoding="utf-8"))
    return plain


def next_moment(settings: Settings) -> datetime:
    """Return now (UTC), but at least 1 ms after the current publication: the ledger is ordered by time, and the clock
    may have been set back."""
    now = datetime.now(UTC)
    if not (settings.current_publication / METADATA).exists():
        return now
    before = datetime.fromisoformat(read_metadata(settings.current_publication)["published_at"])
    return max(now, before + timedelta(milliseconds=1))
