"""At the door: a personal number becomes a pseudonym, a date of birth and a gender, and is gone."""

from __future__ import annotations

import polars as pl

from pipelines.intake.keyring import Keys
from pipelines.intake.values.cpr import birth_date, gender, is_temporary

PERSON: dict[str, type[pl.DataType]] = {
    "person_key": pl.String,
    "birth_date": pl.Date,
    "gender": pl.String,
}


def pseudonymise(table: pl.DataFrame, keys: Keys, partner: str) -> pl.DataFrame:
    """Replace the column `cpr` by the columns of PERSON, where there is one. Null stays null."""
    if "cpr" not in table.columns:
        return table
    numbers = table["cpr"].drop_nulls().unique()
    people = pl.DataFrame(
        {
            "cpr": numbers,
            "person_key": [keys.person_key(n, partner if is_temporary(n) else "") for n in numbers],
            "birth_date": [birth_date(n) for n in numbers],
            "gender": [gender(n) for n in numbers],
        },
        schema={**{"cpr": pl.String}, **PERSON},
    )
    joined = table.join(people, on="cpr", how="left", maintain_order="left")
    order = [name for column in table.columns for name in (PERSON if column == "cpr" else [column])]
    return joined.select(order)
