"""Health check of the PostgreSQL server that gets a copy of each publication, where one is set."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.operations.health.health_result import HealthResult, error, ok, warning
from pipelines.publication.mart_server import READERS, SCHEMA, MartServerFailed, server_state
from pipelines.publication.metadata import METADATA, read_metadata
from pipelines.settings import Settings


def check_mart_server(settings: Settings) -> Iterator[HealthResult]:
    """Check that the server can be reached, has the current publication, and lets its readers read."""
    if not settings.publish_to:
        yield ok("Der bliver ikke sendt en kopi til PostgreSQL.")
        return
    try:
        state = server_state(settings.publish_to)
    except MartServerFailed as problem:
        yield error("Kopien på PostgreSQL kan ikke undersøges.", str(problem))
        return
    current = settings.current_publication
    wanted = read_metadata(current)["id"] if (current / METADATA).exists() else None
    if state.publication == wanted:
        yield ok(f"PostgreSQL-serveren {state.server} har de tal, der er udgivet.")
    else:
        yield error(f"PostgreSQL-serveren {state.server} har ikke de nyeste tal.", "Skriv: medvind publish")
    if state.publication and not state.readers:
        yield warning(
            f"Læserne på PostgreSQL kan ikke læse tallene: rollen {READERS} mangler eller har mistet sin ret.",
            f"Skriv som serverens administrator: create role {READERS} nologin. Skriv så: medvind publish",
        )
    if state.left:
        yield warning(
            f"Ældre udgivelser ligger endnu på PostgreSQL ({', '.join(state.left)}): nogen læser i dem, eller nogen "
            "har lavet en visning oven på dem.",
            f"Lad visninger læse fra skemaet {SCHEMA} igen, og skriv: medvind publish",
        )
