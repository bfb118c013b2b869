"""Write an archive of invented persons, some 17 rows each, as if sent by partners all over a country.

It serves to measure the cost of a build. It is written directly to `data/raw`; intake.py measures the ingest.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import count

import numpy as np
import polars as pl

from pipelines.atomic_io import write_json
from pipelines.intake.archive.drop_folder import MANIFEST, ROWS
from pipelines.intake.archive.manifest import Manifest, Rows
from pipelines.intake.archive.row_writer import row_schema
from pipelines.intake.identity.digests import tokens
from pipelines.intake.validation.typed_rows import covers
from pipelines.settings import Settings
from schemas.feeds import all_feeds

# The persons of one municipality make one drop of each feed.
MUNICIPALITY = 60_000
RECEIVED = datetime(2025, 10, 15, 8)
_QUARTERS = [date(2025, 1, 1), date(2025, 4, 1), date(2025, 7, 1), date(2025, 10, 1)]
_MONTHS = [date(2023 + month // 12, 1 + month % 12, 1) for month in range(7, 33) if month % 12 != 6]
_AREAS, _SCHOOLS = ["OE1", "OE2", "OE3", "OE4", "V", "N", "S"], ["561001", "561002", "561010", "561011"]
_STATUSES = ["ungdomsuddannelse", "videregående", "beskæftigelse", "uden tilknytning"]
_DISCIPLINES = ["110", "120", "140", "150", "210", "220", "310", "410"]


def write_archive(settings: Settings, persons: int) -> int:
    """Write the drops; return the number of rows."""
    numbers, rows = count(1), 0
    for first in range(0, persons, MUNICIPALITY):
        dice = np.random.default_rng(first)
        people = _people(dice, min(MUNICIPALITY, persons - first))
        for feed, frame in _feeds(dice, people):
            rows += len(frame)
            _write(settings, feed, f"kommune-{first // MUNICIPALITY}", next(numbers), frame)
    return rows


def _people(dice: np.random.Generator, many: int) -> pl.DataFrame:
    """Residents under thirty, with the attributes that all feeds share."""
    age = dice.integers(0, 30 * 365, many)
    return pl.DataFrame(
        {
            "person_key": tokens(dice.integers(0, 256, (many, 16), dtype=np.uint8)),
            "birth_date": np.datetime64("2025-10-01") - age,
            "gender": dice.choice(["female", "male"], many),
            "area": dice.choice(_AREAS, many),
            "school_no": dice.choice(_SCHOOLS, many),
            "dice": dice.random(many),
        }
    )


def _feeds(dice: np.random.Generator, people: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    born = 2025 - pl.col("birth_date").dt.year()
    pupils, young = people.filter(born.is_between(6, 16)), people.filter(born.is_between(15, 29))
    grade9 = pupils.filter(born == 16)
    chance = pl.col("dice")
    done = pl.when((born > 19) & (chance < 0.7)).then(pl.lit("STX"))
    status = pl.Series("status", dice.choice(_STATUSES, len(young) * len(_QUARTERS)))
    yield "residents", _each(people, "snapshot_date", _QUARTERS).with_columns(highest_completed=done)
    yield "guidance_status", _each(young, "status_date", _QUARTERS).with_columns(status)
    snapshots = _each(pupils, "snapshot_date", [date(2025, 2, 1), date(2025, 9, 5)])
    yield "pupils", snapshots.with_columns(grade_level=(born - 7).cast(pl.Int64))
    yield "absence", _absence(dice, _each(pupils, "month", _MONTHS))
    exams = _each(grade9, "discipline", _DISCIPLINES).with_columns(school_year=pl.lit("2024/25"))
    yield "exams", exams.with_columns(grade=pl.lit(4.0))
    spells = young.with_columns(education_type=pl.lit("STX"), institution_no=pl.lit("280051"))
    yield "enrolments", _each(spells, "start_date", [date(2022, 8, 10)])
    paid = young.filter(chance < 0.1).with_columns(benefit_type=pl.lit("kontanthjælp"))
    yield "benefits", _each(paid, "start_date", [date(2024, 9, 1), date(2025, 9, 1)])


def _each(people: pl.DataFrame, name: str, values: list[date] | list[str]) -> pl.DataFrame:
    return people.join(pl.DataFrame({name: values}), how="cross")


def _absence(dice: np.random.Generator, months: pl.DataFrame) -> pl.DataFrame:
    kinds = ("sick_days", "authorised_days", "unauthorised_days")
    days = {kind: dice.integers(0, 6, len(months)) / 2.0 for kind in kinds}
    return months.with_columns(school_days=pl.lit(20.0), **{kind: pl.Series(of) for kind, of in days.items()})


def _write(settings: Settings, name: str, partner: str, number: int, frame: pl.DataFrame) -> None:
    feed, receipt = all_feeds()[name], f"20251015-{number:08d}"
    covers_from, covers_to = covers(feed)
    constants = {"receipt_id": receipt, "partner": partner, "sequence": number, "received_at": RECEIVED}
    whole = frame.with_columns(
        *(pl.lit(value).alias(key) for key, value in constants.items()),
        covers_from=covers_from,
        covers_to=covers_to,
    )
    schema = row_schema(feed)
    lacking = [pl.lit(None).alias(key) for key in schema if key not in whole.columns]
    folder = settings.raw / name / receipt
    folder.mkdir(parents=True)
    typed = whole.with_columns(lacking).select(pl.col(key).cast(kind) for key, kind in schema.items())
    typed.write_parquet(folder / ROWS)
    first, last = typed["covers_from"].min(), typed["covers_to"].max()
    known = {"feed": name, "rows": Rows(len(typed)), "period_start": first, "period_end": last}
    manifest = Manifest(receipt, partner, "", "", RECEIVED, RECEIVED, number, "accepted", **known)  # type: ignore[arg-type]  # any of its fields
    write_json(folder / MANIFEST, manifest.as_json())
