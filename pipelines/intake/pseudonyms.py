"""At the door: a personal number becomes a pseudonym, a date of birth and a gender, and is gone."""

from __future__ import annotations

import numpy as np
import polars as pl
import pyarrow as pa

from pipelines.intake.keyring import Keys, tokens
from pipelines.intake.shelf import among
from pipelines.intake.values.cprs import Flags, Numbers, are_male, birth_dates, numbers_of, stretches

PERSON: dict[str, type[pl.DataType]] = {
    "person_key": pl.String,
    "birth_date": pl.Date,
    "gender": pl.String,
}


class Pseudonyms:
    """The pseudonyms of all persons in a drop, each made once: 24 bytes a person."""

    def __init__(self, persons: Numbers, keys: Keys, partner: str) -> None:
        self._persons, self._renamed = persons, keys.renamed
        self._digests = keys.person_digests(persons, partner)

    def of(self, cpr: pl.Series) -> dict[str, pa.Array]:
        """The columns of PERSON for some rows. Null stays null."""
        several, runs = stretches(numbers_of(cpr))
        persons, places = np.unique(several, return_inverse=True)
        rows = places[runs]
        nobody = persons[rows] == 0
        assert among(persons[persons > 0], self._persons).all()
        names = tokens(self._digests[np.searchsorted(self._persons, persons[persons > 0])])
        names = names.replace(self._renamed) if self._renamed else names
        genders = pl.Series(["female", "male"]).to_arrow()
        first = 1 if len(persons) and persons[0] == 0 else 0
        return {
            "person_key": _listed(rows - first, names.to_arrow(), nobody),
            "birth_date": pl.Series(birth_dates(persons)[rows]).to_arrow(),
            "gender": _listed(are_male(persons)[rows].astype(np.int64), genders, nobody),
        }


def _listed(rows: Numbers, values: pa.Array, nobody: Flags) -> pa.Array:
    """A column that lists what stands in it. Polars makes the arrays, for Arrow would ask Pandas, and import it."""
    places = pl.Series(rows, dtype=pl.Int32)
    known = pl.select(pl.when(~pl.Series(nobody)).then(places)).to_series() if nobody.any() else places
    return pa.DictionaryArray.from_arrays(known.to_arrow(), values.cast(pa.large_string()))
