"""absence: one pupil's absence in one month at one school."""

import pandera.polars as pa
import polars as pl

from schemas import columns
from schemas.contract import Feed, Wide
from schemas.contract_column import column
from schemas.kinds import Kind


class Absence(pa.DataFrameModel):
    """One row: one pupil, one school, one month. All amounts are school days; an empty cell means none."""

    cpr: str = columns.cpr()
    school_no: str = columns.school_no()
    month: pl.Date = column("Måned", kind=Kind.MONTH, required=True)
    school_days: float = column("Skoledage", kind=Kind.DECIMAL, required=True, unit="days", gt=0, le=31)
    sick_days: float = column(
        "Sygdom",
        kind=Kind.DECIMAL,
        required=True,
        empty=0.0,
        most=31,
        unit="days",
        ge=0,
    )
    authorised_days: float = column(
        "Lovligt",
        kind=Kind.DECIMAL,
        required=True,
        empty=0.0,
        most=31,
        unit="days",
        ge=0,
    )
    unauthorised_days: float = column(
        "Ulovligt",
        kind=Kind.DECIMAL,
        required=True,
        empty=0.0,
        most=31,
        unit="days",
        ge=0,
    )

    @pa.dataframe_check(error="more_absence_than_school")
    @classmethod
    def _absence_fits_in_school_days(cls, data: pa.PolarsData) -> pl.LazyFrame:
        absent = pl.sum_horizontal("sick_days", "authorised_days", "unauthorised_days")
        # Hundredths of a day are the finest unit in use; the sum of three such decimals is not exact.
        return data.lazyframe.select((absent <= pl.col("school_days") + 0.001).fill_null(True))


FEED = Feed(
    name="absence",
    title="Fravær",
    description="Elevernes skoledage og fravær, måned for måned.",
    rows=Absence,
    scope=("school_no", "month"),
    key=("cpr", "school_no", "month"),
    period="month",
    ages=(4, 19),
    unit="school_no",
    wide=Wide("month", ("school_days", "sick_days", "authorised_days", "unauthorised_days")),
    messages={
        "more_absence_than_school": "Fraværsdagene er tilsammen flere end skoledagene. "
        "Ret skoledagene eller fraværet."
    },
    example={"school_days": "21", "sick_days": "2,5", "authorised_days": "1", "unauthorised_days": "0"},
)
