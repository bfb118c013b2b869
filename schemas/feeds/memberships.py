"""memberships: a club's list of members, yearly. No personal numbers."""

import pandera.polars as pa
import polars as pl

from schemas import columns
from schemas.contract import Feed, Needed
from schemas.contract_column import column
from schemas.kinds import Kind

OLDEST = 110


class Memberships(pa.DataFrameModel):
    """One row: one member of one club in one year. A person may be a member of several clubs."""

    club: str = column("Forening", required=True)
    year: int = column("År", kind=Kind.YEAR, required=True)
    member_no: str = column("Medlemsnr", required=True)
    birth_date: pl.Date = column("Fødselsdato", kind=Kind.DATE, required=True)
    gender: str = columns.gender()
    area: str = column("Boligområde", kind=Kind.CODE, code_list="areas")
    joined: pl.Date = column("Indmeldt", kind=Kind.DATE)
    left: pl.Date = column("Udmeldt", kind=Kind.DATE, empty_counts=True)

    @pa.dataframe_check(error="born_later")
    @classmethod
    def _born_before_the_list(cls, data: pa.PolarsData) -> pl.LazyFrame:
        born = pl.col("birth_date").dt.year()
        return data.lazyframe.select(born.is_between(pl.col("year") - OLDEST, pl.col("year")).fill_null(True))


FEED = Feed(
    name="memberships",
    title="Foreningsmedlemmer",
    description="Foreningens medlemmer i et år, uden CPR-numre.",
    rows=Memberships,
    scope=("club", "year"),
    key=("club", "member_no", "year"),
    left="left",
    figures_need={"area": Needed("hvor mange børn og unge der går til noget i en forening")},
    merged=("joined", "left"),
    period="year",
    messages={
        "born_later": "Fødselsdatoen passer ikke til listens år. Skriv den som 31-12-2012, med fire cifre i årstallet."
    },
    example={"birth_date": "12-05-2013"},
)
