"""Health check of the configuration: environment, place, data folder, its format, Dagster's settings."""

from __future__ import annotations

import filecmp
import os
import re
from collections.abc import Iterator
from pathlib import Path

from pipelines.operations.health.health_result import HealthResult, error, ok, warning
from pipelines.operations.migrations import NotOurFormat, check_format, format_of
from pipelines.settings import Settings
from pipelines.settings.environment import VARIABLES
from schemas.configuration import ConfigurationInvalid
from schemas.mistakes import raise_for_mistakes

_FOLDERS = ("MEDVIND_DATA", "MEDVIND_CONFIG", "MEDVIND_KEYS")
_MEMORY = re.compile(r"\d+(\.\d+)? ?([KMGT]i?B|%)", re.IGNORECASE)


def check_configuration(settings: Settings) -> Iterator[HealthResult]:
    """Check the environment, the place, the data folder, the store's format and Dagster's settings."""
    yield from _environment()
    if not _MEMORY.fullmatch(settings.memory):
        yield error(
            "MEDVIND_MEMORY er ikke en mængde hukommelse, så intet kan beregnes.", "Skriv den som 5GB."
        )
    yield from _place()
    yield _data(settings)
    yield _format(settings)
    yield _dagster(settings)


def _environment() -> Iterator[HealthResult]:
    for name in sorted(name for name in os.environ if name.startswith("MEDVIND_")):
        if name not in VARIABLES:
            yield warning(
                f"Programmet kender ikke {name}.",
                f"Ret navnet, eller fjern den: det kender {', '.join(VARIABLES)}.",
            )
        elif name in _FOLDERS and not Path(os.environ[name]).is_absolute():
            yield warning(f"{name} afhænger af, hvor kommandoen skrives.", "Skriv hele stien, fra / af.")


def _place() -> Iterator[HealthResult]:
    try:
        raise_for_mistakes()
    except ConfigurationInvalid as problem:
        yield error("Stedets egen opsætning kan ikke bruges.", f"Ret den: {problem}.")


def _data(settings: Settings) -> HealthResult:
    if not settings.data.is_dir():
        return error(
            f"Datamappen {settings.data} findes ikke.", "Ret MEDVIND_DATA, eller begynd med: medvind run"
        )
    if not os.access(settings.data, os.W_OK | os.X_OK):
        return error(f"Der kan ikke skrives i {settings.data}.", "Giv driftens bruger lov til det.")
    return ok(f"Datamappen er {settings.data}.")


def _format(settings: Settings) -> HealthResult:
    try:
        found = format_of(settings)
        check_format(found)
    except NotOurFormat as problem:
        return error("Dataene og programmet passer ikke sammen.", str(problem))
    return ok(f"Dataene har format {found}.")


def _dagster(settings: Settings) -> HealthResult:
    theirs = settings.dagster / "dagster.yaml"
    if not theirs.exists():
        return ok("Serveren har ikke været startet endnu.")
    if filecmp.cmp(theirs, settings.dagster_yaml, shallow=False):
        return ok("Serveren er sat op som aftalt.")
    return warning(
        f"{theirs} er ikke programmets.", "Stop medvind serve, og start den igen: så bliver den det."
    )
