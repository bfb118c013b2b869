"""A small archive with a person in every kind of file, and functions to inspect it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pytest

from pipelines.intake.archive.drop_folder import HELD, QUARANTINE, ROWS, read_manifests
from pipelines.intake.archive.manifest import Manifest
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.identity.person_register import NumberPseudonyms, Persons
from pipelines.privacy.find import names_of
from pipelines.settings import Settings
from tests.intake import samples

# The person to find or erase; and the others.
CPR, *OTHERS = samples.cprs(30)
DAY = 86_400


class Cut(BaseException):
    """A simulated power failure."""


def absence(cprs: list[str], month: str = "2025M09", **cells: str) -> bytes:
    return samples.text(samples.ABSENCE, [[cpr, "561001", month, "20", "1,5", "0", "0"] for cpr in cprs])


def pupils(cprs: list[str], day: str) -> bytes:
    return samples.text(samples.PUPILS, [[cpr, day, "561001", "Østskolen", "5A", "5"] for cpr in cprs])


def fill(installation: Settings, keys: Keys) -> None:
    """A drop and its replacement, a held drop, one with the person's row quarantined, one without the person."""
    now = samples.RECEIVED
    samples.put(installation, absence([CPR, *OTHERS[:5]]), "a.csv", modified=now)
    samples.put(installation, absence([CPR, *OTHERS[:6]]), "b.csv", modified=now + DAY)
    samples.put(installation, pupils([CPR, *OTHERS], "05-09-2024"), "c.csv", modified=now + 2 * DAY)
    samples.put(installation, pupils([CPR, *OTHERS[:9]], "05-09-2025"), "d.csv", modified=now + 3 * DAY)
    wrong = samples.text(
        samples.ABSENCE,
        [[cpr, "561001", "2025M10", "20", "-1" if cpr == CPR else "1", "0", "0"] for cpr in [CPR, *OTHERS]],
    )
    samples.put(installation, wrong, "e.csv", modified=now + 4 * DAY)
    samples.put(installation, absence(OTHERS[:5], "2025M11"), "f.csv", modified=now + 5 * DAY)
    samples.ingest(installation, keys)


def names(
    installation: Settings, keys: Keys, cpr: str = CPR, partner: str | None = None
) -> tuple[NumberPseudonyms, ...]:
    return names_of(Persons.read(installation, keys), keys, cpr, partner)


def drops(installation: Settings) -> list[Manifest]:
    return list(read_manifests(installation))


def tables(installation: Settings) -> Iterator[tuple[str, str, pl.DataFrame]]:
    """Every stored table: the file name of its drop, its own, and its rows."""
    for drop in drops(installation):
        for name in (ROWS, HELD, QUARANTINE):
            path = installation.raw / drop.folder / name
            if path.exists():
                yield drop.file_name, name, pl.read_parquet(path)


def stands_in(installation: Settings, person_key: str) -> set[tuple[str, str]]:
    return {
        (drop, name)
        for drop, name, table in tables(installation)
        if (table["person_key"] == person_key).any()
    }


@contextmanager
def power_cut_at(step: int, patch: pytest.MonkeyPatch) -> Iterator[Callable[[], int]]:
    """Simulate a power failure at the step-th rename, removal or sync."""
    taken = 0

    def counted(function: Callable[..., object]) -> Callable[..., object]:
        def call(*words: object, **more: object) -> object:
            nonlocal taken
            taken += 1
            if taken == step:
                raise Cut
            return function(*words, **more)

        return call

    with patch.context() as power:
        for owner, name in ((Path, "replace"), (Path, "rename"), (Path, "unlink"), (Path, "rmdir")):
            power.setattr(owner, name, counted(getattr(owner, name)))
        power.setattr(shutil, "rmtree", counted(shutil.rmtree))
        power.setattr("os.fsync", counted(__import__("os").fsync))
        yield lambda: taken
