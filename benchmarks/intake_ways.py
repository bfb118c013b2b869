"""The variants that benchmarks/intake.py compares.

Run as a module with a variant, a file and an empty folder, it runs that variant and prints the largest memory in MB.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

MONTHS = [f"{month:02d}-2024" for month in range(8, 13)] + [f"{month:02d}-2025" for month in range(1, 7)]
HEADERS = ["CPR-nr", "Institutionsnr", "Måned", "Skoledage", "Sygdom", "Lovligt", "Ulovligt"]
SCHOOLS = ["561001", "561002", "561010", "561011"]
VARIANTS = {
    "csv": ["copy_duckdb", "copy_polars", "team", "medvind"],
    "xlsx": ["raw_calamine", "team", "medvind"],
}
_PUPILS_AT_ONCE = 100_000


def make_csv(path: Path, rows: int) -> None:
    """An absence file as a school system writes it: semicolons, CRLF, decimal commas, a pupil's months together."""
    with path.open("wb") as file:
        file.write((";".join(HEADERS) + "\r\n").encode())
        for frame in _pupils(rows):
            frame.write_csv(file, separator=";", line_terminator="\r\n", include_header=False)


def make_xlsx(path: Path, rows: int) -> None:
    """The same as a workbook, with days as numbers."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Fravær")
        sheet.write_row(0, 0, HEADERS)
        cells = (row for frame in _pupils(rows) for row in frame.iter_rows())
        for number, (cpr, school, month, *days) in enumerate(cells, start=1):
            sheet.write_row(number, 0, [cpr, school, month, *(float(day.replace(",", ".")) for day in days)])


def _pupils(rows: int, seed: int = 1) -> Iterator[pl.DataFrame]:
    """Frames of rows: pupils born 2009-2018, a serial number for each that was born on the same day."""
    import numpy as np
    import polars as pl

    dice = np.random.default_rng(seed)
    first = np.datetime64("2009-08-01")
    pupils = -(-rows // len(MONTHS))
    days = 3285
    # Distinct CPR numbers: a fixed number of pupils for each day of birth, day after day.
    for start in range(0, pupils, _PUPILS_AT_ONCE):
        who = np.arange(start, min(start + _PUPILS_AT_ONCE, pupils))
        birth = pl.Series(first + (who % days)).dt.strftime("%d%m%y")
        cpr = birth + "-" + pl.Series(4000 + who // days).cast(pl.String)
        count = len(who) * len(MONTHS)
        quarters = np.array([f"{quarter / 4:g}".replace(".", ",") for quarter in range(12)])
        absent = [dice.choice(quarters, count, p=dice.dirichlet(np.ones(12))) for _ in range(3)]
        yield pl.DataFrame(
            {
                "cpr": cpr.gather(np.repeat(np.arange(len(who)), len(MONTHS))),
                "school": np.repeat(dice.choice(SCHOOLS, len(who)), len(MONTHS)),
                "month": np.tile(MONTHS, len(who)),
                "days": dice.integers(15, 24, count).astype(str),
                **{str(number): values for number, values in enumerate(absent)},
            }
        ).head(rows - start * len(MONTHS))


def copy_duckdb(source: Path, folder: Path) -> None:
    """Text to Parquet by DuckDB."""
    import duckdb

    options = "delim=';', all_varchar=true"
    target = folder / "copy.parquet"
    duckdb.sql(f"copy (from read_csv('{source}', {options})) to '{target}' (format parquet)")


def copy_polars(source: Path, folder: Path) -> None:
    """Text to Parquet by Polars."""
    import polars as pl

    pl.scan_csv(source, separator=";", infer_schema=False).sink_parquet(folder / "copy.parquet")


def raw_calamine(source: Path, folder: Path) -> None:
    """Read a workbook's raw cells."""
    from python_calamine import CalamineWorkbook

    CalamineWorkbook.from_path(source).get_sheet_by_index(0).to_python()


def team(source: Path, folder: Path) -> None:
    """A typical team's script: pandas, a Pandera schema, HMAC of each number, failing rows set aside."""
    import hashlib
    import hmac

    import pandas as pd
    import pandera.pandas as pa

    names = ["cpr", "school", "month", "school_days", "sick", "authorised", "unauthorised"]
    if source.suffix == ".xlsx":
        data = pd.read_excel(source, dtype=str, engine="openpyxl")
    else:
        data = pd.read_csv(source, sep=";", dtype=str, encoding="utf-8-sig")
    data.columns = pd.Index(names)
    data["cpr"] = data["cpr"].str.replace("-", "")
    data["month"] = pd.to_datetime(data["month"], format="%m-%Y", errors="coerce")
    for name in names[3:]:
        data[name] = pd.to_numeric(data[name].str.replace(",", "."), errors="coerce").fillna(0)
    days = pa.Column(float, pa.Check.ge(0), coerce=True)
    schema = pa.DataFrameSchema(
        {
            "cpr": pa.Column(str, pa.Check.str_matches(r"^\d{10}$")),
            "school": pa.Column(str, pa.Check.isin(SCHOOLS)),
            "month": pa.Column("datetime64[us]", coerce=True),
            "school_days": pa.Column(float, [pa.Check.gt(0), pa.Check.le(31)], coerce=True),
            **dict.fromkeys(names[4:], days),
        },
        checks=pa.Check(lambda rows: rows[names[4:]].sum(axis=1) <= rows["school_days"] + 0.001),
    )
    bad = pd.Index([])
    try:
        schema.validate(data, lazy=True)
    except pa.errors.SchemaErrors as problem:
        bad = pd.Index(problem.failure_cases["index"].dropna().unique())
    good = data.drop(bad).drop_duplicates()
    clash = good.duplicated(["cpr", "school", "month"], keep=False)
    key = b"0123456789abcdef0123456789abcdef"
    good["person"] = good["cpr"].map(lambda cpr: hmac.new(key, cpr.encode(), hashlib.sha256).hexdigest())
    good["gender"] = good["cpr"].str[-1].astype(int).map(lambda last: "male" if last % 2 else "female")
    good["born"] = pd.to_datetime(good["cpr"].str[:6], format="%d%m%y", errors="coerce")
    stored = good.drop(columns="cpr")
    stored[~clash].to_parquet(folder / "rows.parquet")
    pd.concat([data.loc[bad], stored[clash]]).to_parquet(folder / "quarantine.parquet")


def medvind(source: Path, folder: Path) -> None:
    """The complete ingest, as in `medvind run`."""
    from pipelines.process_runtime import collect_seldom

    collect_seldom()
    from pipelines.intake.identity.key_files import load_keys, make_keys
    from pipelines.intake.ingest import ingest_waiting
    from pipelines.intake.reading.read_subprocess import _workers
    from pipelines.permissions import close_folders, temporary_files_inside
    from pipelines.settings import Limits, Settings

    limits = replace(Limits(), file_bytes=10**11, rows=10**9, settle_seconds=0.0)
    settings = Settings(folder / "data", folder / "keys", limits)
    close_folders(settings)
    make_keys(settings.keys)
    inbox = settings.inbox / "oestskolen"
    inbox.mkdir(parents=True)
    os.link(source, inbox / source.name)
    with temporary_files_inside(settings):
        (drop,) = ingest_waiting(settings, load_keys(settings.keys)).drops
    assert drop.accepted, drop.problems
    for worker in _workers:
        # Its processor time is counted once it has ended.
        worker.kill()


if __name__ == "__main__":
    globals()[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
    used = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(sum(used) / 1024)
    if sys.argv[1] == medvind.__name__:
        from pipelines.process_runtime import exit_process

        # As the command ends.
        exit_process(0)
