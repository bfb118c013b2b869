"""Ingest a small file as a partner sent it, by the fast path for regular text and by the careful one."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.examination import examine
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.reading.regular_block import Irregular
from pipelines.settings import Limits, Settings
from tests.intake import samples


def received(
    folder: Path,
    keys: Keys,
    data: bytes,
    partner: str = "oestskolen",
    name: str = "fil.csv",
    modified: float = samples.RECEIVED,
) -> tuple[Manifest, pl.DataFrame]:
    """Ingest one file; return its manifest and loaded rows. Both ways of reading give the same."""
    sent = (data, name, partner, modified)
    careful = _received(folder / "careful", keys, sent, careful=True)
    fast = _received(folder / "fast", keys, sent, careful=False)
    assert (careful[0].verdict, careful[0].rows, careful[0].problems) == (
        fast[0].verdict,
        fast[0].rows,
        fast[0].problems,
    )
    assert careful[1].equals(fast[1])
    return fast


def _received(
    folder: Path, keys: Keys, sent: tuple[bytes, str, str, float], careful: bool
) -> tuple[Manifest, pl.DataFrame]:
    installation = Settings(folder / "data", folder / "keys", Limits(settle_seconds=0.0))
    samples.put(installation, *sent)
    with pytest.MonkeyPatch.context() as patched:
        if careful:
            patched.setattr(examine, "open_regular", _irregular)
        (drop,) = samples.ingest(installation, keys)
    file = installation.raw / drop.folder / ("held.parquet" if drop.verdict == "held" else "rows.parquet")
    return drop, pl.read_parquet(file).drop("receipt_id") if file.exists() else pl.DataFrame()


def _irregular(*_: object) -> None:
    raise Irregular
