"""A reform is a row with dates in a code list: no code names a benefit or the day of a change."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

from schemas.code_lists import code_list

ROOT = Path(__file__).parents[2]
REFORM = date(2025, 7, 1)


def benefits() -> list[dict[str, str]]:
    with (ROOT / "schemas" / "code_lists" / "benefit_types.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_reform_of_july_2025_is_dates_in_the_code_list() -> None:
    cash = [row for row in benefits() if row["group"] == "cash_system"]
    ended = {row["code"] for row in cash if row["valid_to"] == str(REFORM - timedelta(days=1))}
    begun = {row["code"] for row in cash if row["valid_from"] == str(REFORM)}
    assert ended == {"uddannelseshjælp", "selvforsørgelses- og hjemrejseydelse"}
    assert begun == {"kontanthjælp mindstesats", "kontanthjælp grundsats", "kontanthjælp forhøjet sats"}
    assert ended | begun <= set(code_list("benefit_types").codes)


def test_no_model_and_no_module_names_a_benefit_or_the_day() -> None:
    words = {row["code"] for row in benefits()} | {str(REFORM), str(REFORM - timedelta(days=1))}
    code = [
        *ROOT.glob("dbt_project/m*/**/*.sql"),
        *ROOT.glob("pipelines/[!d]*/**/*.py"),
        *ROOT.glob("schemas/**/*.py"),
    ]
    assert len(code) > 100
    assert [
        (path.name, word) for path in code for word in words if word in path.read_text(encoding="utf-8")
    ] == []


def test_nothing_asks_for_the_dates_so_that_old_codes_still_say_what_they_were() -> None:
    models = ROOT.glob("dbt_project/m*/**/*.sql")
    assert [path.name for path in models if "valid_to" in path.read_text(encoding="utf-8")] == []
