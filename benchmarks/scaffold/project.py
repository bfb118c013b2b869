"""Write the reference scaffold's dbt project: 25 models in five layers, two tests each."""

from __future__ import annotations

from pathlib import Path

LAYERS, WIDE = 5, 5
_PROJECT = """name: scaffold
version: "1.0.0"
profile: scaffold
models: {scaffold: {+materialized: table}}
"""
_PROFILE = """scaffold:
  target: dev
  outputs: {dev: {type: duckdb, path: "ROOT/scaffold.duckdb", threads: 2}}
"""
_SOURCE = """sources:
  - name: raw
    tables:
      - name: absence
        config: {meta: {external_location: "ROOT/absence.parquet", dagster: {asset_key: [raw, absence]}}}
models:
"""
_TESTED = """  - name: NAME
    columns:
      - {name: school, data_tests: [not_null]}
      - {name: days, data_tests: [not_null]}
"""
_FIRST = """select "Institutionsnr" as school, "Periode" as month, sum("Skoledage") as days
from {{ source('raw', 'absence') }} group by all
"""
_BELOW = "select * from {{ ref('NAME') }}\n"


def write_project(root: Path) -> None:
    """Write the project to `root`/dbt, with an inbox beside it."""
    models = root / "dbt" / "models"
    models.mkdir(parents=True)
    (root / "inbox").mkdir()
    (root / "dbt" / "dbt_project.yml").write_text(_PROJECT)
    (root / "dbt" / "profiles.yml").write_text(_PROFILE.replace("ROOT", str(root)))
    names = [f"layer_{layer}_{place}" for layer in range(LAYERS) for place in range(WIDE)]
    for name in names:
        layer, place = name.split("_")[1:]
        below = _BELOW.replace("NAME", f"layer_{int(layer) - 1}_{place}")
        (models / f"{name}.sql").write_text(_FIRST if layer == "0" else below)
    tested = "".join(_TESTED.replace("NAME", name) for name in names)
    (models / "models.yml").write_text(_SOURCE.replace("ROOT", str(root)) + tested)
