"""The doctor: every concern looked at, none of which can stop the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipelines.care.configuration import configuration
from pipelines.care.door import door
from pipelines.care.figures import figures
from pipelines.care.finding import Finding, Look, error
from pipelines.care.going import going
from pipelines.care.keys import keys
from pipelines.care.leavings import leavings
from pipelines.care.rights import rights
from pipelines.care.space import space
from pipelines.care.versions import versions
from pipelines.intake.take import where
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
