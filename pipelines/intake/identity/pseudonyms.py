"""Replace personal numbers in rows by a pseudonym, a date of birth and a gender."""

from __future__ import annotations

import numpy as np
import polars as pl
import pyarrow as pa

from pipelines.intake.frames.spill import among
from pipelines.intake.identity.digests import DIGEST_BYTES, token_array, tokens
from pipelines.intake.identity.keyring import Keys
from pipelines.intake.values.cpr_columns import (
    Flags,
    Numbers,
    are_male,
    birth_dates,
    numbers_of,
    without_repetitions,
)

PERSON: dict[str, type[pl.DataType]] = {
    "person_key": pl.String,
    "birth_date": pl.Date,
    "gender": pl.String,
}


class Pseudonyms:
    """The pseudonyms of all persons in a drop, 25 bytes a person.

    Each is calculated when the person's first row arrives, so that chunks can be written while later ones are
    prepared.
    """

    def __init__(self, persons: Numbers, keys: Keys, partner: str) -> None:
        self._persons, self._keys, self._partner = persons, keys, partner
        self._digests = np.empty((len(persons), DIGEST_BYTES), dtype=np.uint8)
        self._made = np.zeros(len(persons), dtype=np.bool_)

    def of(self, cpr: pl.Series) -> dict[str, pa.Array]:
        """Return the columns of PERSON for some rows. Null stays null."""
        several, runs = without_repetitions(numbers_of(cpr))
        persons, places = np.unique(several, return_inverse=True)
        rows = places[runs]
        missing = persons[rows] == 0
        names = self._names(persons[persons > 0])
        genders = pl.Series(["female", "male"]).to_arrow()
        first = 1 if len(persons) and persons[0] == 0 else 0
        return {
            "person_key": _dictionary(rows - first, names, missing),
            "birth_date": pl.Series(birth_dates(persons)[rows]).to_arrow(),
            "gender": _dictionary(are_male(persons)[rows].astype(np.int64), genders, missing),
        }

    def _names(self, persons: Numbers) -> pa.Array:
        assert among(persons, self._persons).all()
        places = np.searchsorted(self._persons, persons)
        new = places[~self._made[places]]
        self._digests[new] = self._keys.person_digests(self._persons[new], self._partner)
        self._made[new] = True
        if not self._keys.renamed:
            # Not by way of Polars: from Arrow's form, it imports all that Arrow can calculate.
            return token_array(self._digests[places])
        return tokens(self._digests[places]).replace(self._keys.renamed).to_arrow()


def _dictionary(rows: Numbers, values: pa.Array, missing: Flags) -> pa.Array:
    """Build a dictionary-encoded column. Polars makes the arrays, because Arrow's own conversion imports pandas."""
    places = pl.Series(rows, dtype=pl.Int32)
    known = pl.select(pl.when(~pl.Series(missing)).then(places)).to_series() if missing.any() else places
    return pa.DictionaryArray.from_arrays(known.to_arrow(), values)
