"""What a publication is based on, and whether that of the current one is still what there is."""

from __future__ import annotations

from pipelines.publication.metadata import METADATA, read_metadata
from pipelines.publication.release.freeze import releases
from pipelines.settings import Settings
from pipelines.transform.build_state import State


def is_published(settings: Settings) -> bool:
    """Say whether the current publication has the warehouse's state and today's date as its basis."""
    if not (settings.current_publication / METADATA).exists() or not settings.published.exists():
        return False
    return bool(read_metadata(settings.current_publication)["basis"] == basis_now(settings))


def basis_now(settings: Settings) -> dict[str, object]:
    """Basis of a publication: the warehouse's build state, the releases, and the day that lateness is counted to."""
    state = State.built(settings)
    frozen = [release.label for release in releases(settings)]
    return (state.as_json() if state else {}) | {"frozen": frozen, "day": settings.today.isoformat()}
