"""Pandera: the names of failed checks in `failure_cases`, and that it is imported without pandas.

If the first fails, cells get the wrong code in a receipt ("not allowed" instead of "missing" or "unreadable"):
`pipelines/intake/validation/contract_problems.py` reads the names. If the second fails, `schemas/pandera_alone.py`
falls back on importing Pandera with everything it finds, and every command starts a second or more later.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from schemas.pandera_alone import SchemaErrors, pa

ALONE = "import schemas.pandera_alone, sys; print('pandas' in sys.modules, schemas.pandera_alone.pa.__name__)"
# A Pandera that cannot be imported without pandas.
DEPENDENT = {
    "__init__.py": "import pandas",
    "polars.py": "",
    "errors.py": "class SchemaErrors(Exception): ...",
}


class Rows(pa.DataFrameModel):
    required: str = pa.Field(nullable=False)
    pattern: str = pa.Field(str_matches="^a$")
    listed: str = pa.Field(isin=["a"])

    @pa.dataframe_check(error="own_code")
    @classmethod
    def _own(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col("listed") == "a")


def test_failed_checks_have_the_names_that_codes_are_found_by() -> None:
    row = {"required": None, "pattern": "b", "listed": "b"}
    broken = pl.DataFrame([row], schema=dict.fromkeys(row, pl.String))
    with pytest.raises(SchemaErrors) as failed:
        Rows.validate(broken, lazy=True)
    cases = failed.value.failure_cases
    own = cases.filter(check="own_code")
    assert own["index"].unique().to_list() == [0]
    names = {row["column"]: row["check"] for row in cases.filter(pl.col("check") != "own_code").to_dicts()}
    assert names["required"] == "not_nullable"
    assert names["pattern"].startswith("str_matches")
    assert names["listed"].startswith("isin")


def imported(*path: Path) -> list[str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, [*path, Path.cwd()]))}
    command = [sys.executable, "-W", "ignore", "-c", ALONE]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_it_is_imported_without_pandas() -> None:
    assert imported() == ["False", "pandera.polars"]


def test_a_pandera_that_needs_pandas_is_imported_with_it(tmp_path: Path) -> None:
    (tmp_path / "pandera").mkdir()
    for name, text in DEPENDENT.items():
        (tmp_path / "pandera" / name).write_text(text)
    assert imported(tmp_path) == ["True", "pandera.polars"]
