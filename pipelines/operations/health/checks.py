"""All health checks of `medvind doctor`, run one after the other; a failing check does not stop the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipelines.operations.health.configuration import check_configuration
from pipelines.operations.health.databases import check_databases
from pipelines.operations.health.disk_space import check_disk_space
from pipelines.operations.health.file_modes import check_file_modes
from pipelines.operations.health.health_result import HealthCheck, HealthResult, error
from pipelines.operations.health.inbox_folder import check_inbox_folder
from pipelines.operations.health.key_folder import check_keys
from pipelines.operations.health.leftovers import check_leftovers
from pipelines.operations.health.mart_server import check_mart_server
from pipelines.operations.health.program_versions import check_versions
from pipelines.operations.health.schedule import check_schedule
from pipelines.settings import Settings
from pipelines.text.error_place import error_place

HEALTH_CHECKS: Mapping[str, HealthCheck] = {
    "Opsætning": check_configuration,
    "Nøgler": check_keys,
    "Rettigheder": check_file_modes,
    "Plads": check_disk_space,
    "Programmet": check_versions,
    "Indbakken": check_inbox_folder,
    "Tallene": check_databases,
    "PostgreSQL": check_mart_server,
    "Oprydning": check_leftovers,
    "Driften": check_schedule,
}


def run_checks(settings: Settings) -> Iterator[tuple[str, HealthResult]]:
    """Yield each result with the name of its check. Never raises: a check that fails becomes a result."""
    for name, check in HEALTH_CHECKS.items():
        try:
            for result in check(settings):
                yield name, result
        except Exception as problem:
            # The exception's text may hold a file name with a person's name.
            yield (
                name,
                error(
                    f"Det kunne ikke undersøges ({error_place(problem)}).",
                    "Se, om driftens bruger må læse i datamappen.",
                ),
            )
