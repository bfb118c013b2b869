from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipelines.settings import INDICATOR_SEED
from schemas.benchmark_sources import benchmark_sources
from schemas.configuration import ConfigurationInvalid
from schemas.strict_yaml import read_strictly
from schemas.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("columns: [", "kan ikke læses som YAML"),
        ("colums: []", "linje 1: colums er ikke en nøgle"),
        ("columns: []\ncolumns: []", "linje 2: columns står to gange"),
        ("columns: [{columns: 1}]", "linje 1: columns har en værdi"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "vocabulary.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationInvalid, match=said):
        read_strictly(file, Vocabulary)


def test_every_official_table_is_of_an_indicator_that_is() -> None:
    with INDICATOR_SEED.open(encoding="utf-8", newline="") as file:
        known = {row["indicator_id"] for row in csv.DictReader(file)}
    assert {table.indicator_id for table in benchmark_sources().tables} <= known
