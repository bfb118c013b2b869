"""memberships: a club's list of members, yearly. No personal numbers."""

import pandera.polars as pa
import polars as pl

from schemas import columns
from schemas.contract import Feed, Kind, column


class Memberships(pa.DataFrameModel):
    """One row: one member of one club in one year. A person may be a member of several clubs."""

    club: str = column("Forening", "Klub", required=True)
    year: int = column("År", kind=Kind.YEAR, required=True)
    member_no: str = column("Medlemsnr", required=True)
    birth_date: pl.Date = column("Fødselsdato", "Født", kind=Kind.DATE, required=True)
    gender: str = columns.gender()
    area: str = column("Boligområde", "Område", kind=Kind.CODE, code_list="areas")
    joined: pl.Date = column("Indmeldt", kind=Kind.DATE)
    left: pl.Date = column("Udmeldt", kind=Kind.DATE)


FEED = Feed(
    name="memberships",
    title="Foreningsmedlemmer",
    description="Foreningens medlemmer i et år, uden CPR-numre.",
    rows=Memberships,
    scope=("club", "year"),
    key=("club", "member_no", "year"),
    period="year",
)
