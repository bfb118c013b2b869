"""The doctor: every concern looked at, none of which can stop the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipelines.intake.ingest import error_place
from pipelines.operations.health.configuration import check_configuration
from pipelines.operations.health.databases import check_databases
from pipelines.operations.health.disk_space import check_disk_space
from pipelines.operations.health.file_modes import check_file_modes
from pipelines.operations.health.inbox_folder import check_inbox_folder
from pipelines.operations.health.key_folder import check_keys
from pipelines.operations.health.leftovers import check_leftovers
from pipelines.operations.health.program_versions import check_versions
from pipelines.operations.health.result import HealthResult, Look, error
from pipelines.operations.health.schedule import check_schedule
from pipelines.settings import Settings

CONCERNS: Mapping[str, Look] = {
    "Opsætning": check_configuration,
    "Nøgler": check_keys,
    "Rettigheder": check_file_modes,
    "Plads": check_disk_space,
    "Programmet": check_versions,
    "Indbakken": check_inbox_folder,
    "Tallene": check_databases,
    "Oprydning": check_leftovers,
    "Driften": check_schedule,
}


def run_checks(settings: Settings) -> Iterator[tuple[str, HealthResult]]:
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
                    f"Det kunne ikke undersøges ({error_place(problem)}).",
                    "Se, om driftens bruger må læse i datamappen.",
                ),
            )
