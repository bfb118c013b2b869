"""Installations of MedVind whose time a small drop is measured on, and the drop."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from random import Random

from pipelines.demo import fill_inbox
from pipelines.demo.invented_cpr import invented_cpr
from pipelines.intake.archive.drop_folder import read_manifests
from pipelines.intake.identity.key_files import make_keys
from pipelines.settings import Settings

ROWS = 200
_HEADER = "Cprnr.;Institutionsnr;Periode;Skoledage;Sygdom;Lovligt;Ulovligt"


def drop(number: int) -> str:
    """Nordskolen's absence file of one month, a different month for each number up to 70.

    The months lie before the history of any installation begins, and the pupils are of age: beside a longer list of the
    same month, or of another school, the drop would be held.
    """
    dice = Random(number)
    born = [date(2003, 3, 1).replace(day=1 + dice.randrange(28)) for _ in range(ROWS)]
    month = f"{2010 + number // 12}M{1 + number % 12:02}"
    rows = [f"{invented_cpr(dice, day, 'male')};561011;{month};20;{dice.randrange(5)};0;0" for day in born]
    return "\n".join([_HEADER, *rows]) + "\n"


@contextmanager
def served(command: list[str], folder: Path, environment: dict[str, str]) -> Iterator[None]:
    """Run a server in a session of its own, and terminate it afterwards."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command, cwd=folder, env=os.environ | environment, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def installation(root: Path, years: int) -> Settings:
    """Create an installation with the given years of history, or with only one drop."""
    settings = Settings(root / "data", root / "keys")
    (settings.inbox / "nordskolen").mkdir(parents=True)
    if years:
        fill_inbox(settings.inbox, seed=1, residents=6000, years=years, until=date.today())
    make_keys(settings.keys)
    (settings.inbox / "nordskolen" / "first.csv").write_text(drop(0))
    run(settings)
    return settings


def assert_loaded(settings: Settings) -> None:
    """Assert that the measured drops were accepted: a refused drop would take less time."""
    ours = [drop for drop in read_manifests(settings) if drop.partner == "nordskolen"]
    measured = [drop for drop in ours if drop.rows.read == ROWS]
    assert measured
    assert all(drop.accepted for drop in measured), [drop.file_name for drop in measured]


def environment_of(settings: Settings) -> dict[str, str]:
    """Environment variables that point the command to an installation."""
    return {"MEDVIND_DATA": str(settings.data), "MEDVIND_KEYS": str(settings.keys_folder)}


def run(settings: Settings) -> None:
    """Run `medvind run` as a subprocess."""
    medvind = str(Path(sys.executable).with_name("medvind"))
    environment = os.environ | environment_of(settings)
    subprocess.run([medvind, "run"], env=environment, check=True, stdout=subprocess.DEVNULL)
