"""language: language assessments in day care, already aggregated."""

import pandera.polars as pa
import polars as pl

from schemas import columns
from schemas.contract import Feed
from schemas.contract_column import column
from schemas.kinds import Kind


class Language(pa.DataFrameModel):
    """One row: one area, school year and gender (none: all). Columns count children."""

    area: str = columns.area()
    school_year: str = columns.school_year()
    gender: str = columns.gender()
    children: int = column("Børn i alt", kind=Kind.INTEGER, required=True, ge=0)
    assessed: int = column("Vurderede", kind=Kind.INTEGER, required=True, ge=0)
    age_appropriate: int = column("Alderssvarende", kind=Kind.INTEGER, required=True, ge=0)

    @pa.dataframe_check(error="part_above_whole")
    @classmethod
    def _parts_fit_in_wholes(cls, data: pa.PolarsData) -> pl.LazyFrame:
        fits = (pl.col("age_appropriate") <= pl.col("assessed")) & (pl.col("assessed") <= pl.col("children"))
        return data.lazyframe.select(fits.fill_null(True))


FEED = Feed(
    name="language",
    title="Sprogvurdering",
    description="Sprogvurderinger i dagtilbud, optalt pr. boligområde.",
    rows=Language,
    scope=("area", "school_year"),
    key=("area", "school_year", "gender"),
    period="school_year",
    messages={
        "part_above_whole": "Alderssvarende kan ikke være flere end vurderede, og vurderede ikke flere end børn i alt."
    },
    example={"children": "31", "assessed": "30", "age_appropriate": "22"},
)
