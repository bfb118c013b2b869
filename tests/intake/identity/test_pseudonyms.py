"""The pseudonyms of whole columns are those of single numbers, and take no library that a small file does not need."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import polars as pl
import pytest

from pipelines.intake.identity.keyring import Keys
from pipelines.intake.identity.pseudonyms import Pseudonyms

CPRS = ["0101104000", "0201104000", "0101104000"]
PLAIN = Keys(b"1" * 32, "")
CALLED = "other"
RENAMED = Keys(b"1" * 32, "", renamed={PLAIN.person_key(CPRS[0]): CALLED})
# Arrow's functions of calculation are a module that takes longer to import than most files take to be read.
STORE = """
import sys
from tests.intake.identity.test_pseudonyms import CPRS, PLAIN, person_keys
person_keys(PLAIN)
sys.exit("pyarrow.compute" in sys.modules)
"""


def person_keys(keys: Keys) -> list[str | None]:
    persons = np.array(sorted({int(cpr) for cpr in CPRS}))
    found = Pseudonyms(persons, keys, "oestskolen").of(pl.Series([*CPRS, None], dtype=pl.String))
    names: list[str | None] = found["person_key"].to_pylist()
    return names


@pytest.mark.parametrize("keys", [PLAIN, RENAMED])
def test_a_column_has_the_pseudonym_of_each_number(keys: Keys) -> None:
    assert person_keys(keys) == [*map(keys.person_key, CPRS), None]


def test_nothing_is_imported_for_it() -> None:
    assert subprocess.run([sys.executable, "-c", STORE], check=False).returncode == 0
