"""The doctor: every concern looked at, none of which can stop the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipelines.intake.ingest import where
from pipelines.operations.health.configuration import configuration
from pipelines.operations.health.databases import figures
from pipelines.operations.health.disk_space import space
from pipelines.operations.health.file_modes import rights
from pipelines.operations.health.inbox_folder import door
from pipelines.operations.health.key_folder import keys
from pipelines.operations.health.leftovers import leavings
from pipelines.operations.health.program_versions import versions
from pipelines.operations.health.result import Finding, Look, error
from pipelines.operations.health.schedule import going
from pipelines.settings import Settings

CONCERNS: Mapping[str, Look] = {
    "Opsætning": configuration,
    "Nøgler": keys,
    "Rettigheder": rights,
    "Plads": space,
    "Programmet": versions,
    "Indbakken": door,
    "Tallene": figures,
    "Oprydning": leavings,
    "Driften": going,
}


def examine(settings: Settings) -> Iterator[tuple[str, Finding]]:
    """Each finding with the name of its concern. Never raises: what cannot be looked at is a finding too."""
    for name, look in CONCERNS.items():
        try:
            for finding in look(settings):
                yield name, finding
        except Exception as problem:
            # Its text may hold the name of a file, and that of a person.
            yield (
                name,
                error(
                    f"Det kunne ikke undersøges ({where(problem)}).",
                    "Se, om driftens bruger må læse i datamappen.",
                ),
            )
