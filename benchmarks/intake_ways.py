"""The variants that benchmarks/intake.py compares.

Run as a module with a variant, a file and an empty folder, it runs that variant and prints the largest memory in MB.
"""

from __future__ import annotations

import os
import resource
import sys
from dataclasses import replace
from pathlib import Path

from benchmarks.intake_files import SCHOOLS

VARIANTS = {
    "csv": ["copy_duckdb", "copy_polars", "team", "medvind"],
    "xlsx": ["raw_calamine", "team", "medvind"],
}


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
