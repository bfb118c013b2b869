"""Keys of the assets that are not dbt models. A dbt model's key is its name."""

from __future__ import annotations

import dagster as dg

DROPS = dg.AssetKey(["intake", "drops"])
PROTECTED = dg.AssetKey("protected_cells")
PUBLICATION = dg.AssetKey("published")
RELEASES = dg.AssetKey("releases")
MART_SERVER = dg.AssetKey("mart_server")


def feed_key(name: str) -> dg.AssetKey:
    """Key of a feed's asset."""
    return dg.AssetKey(["feeds", name])
