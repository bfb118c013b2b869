"""participation: the participants of initiatives."""

import pandera.polars as pa
import polars as pl

from schemas import columns
from schemas.contract import Feed
from schemas.contract_column import column
from schemas.kinds import Kind


class Participation(pa.DataFrameModel):
    """One row: one person's participation in one initiative."""

    cpr: str = columns.cpr()
    initiative_id: str = column("Indsats-id", required=True)
    start_date: pl.Date = column("Startdato", kind=Kind.DATE, required=True)
    end_date: pl.Date = column("Slutdato", kind=Kind.DATE, empty_counts=True)
    completed: bool = column("Gennemført", kind=Kind.YES_NO)


FEED = Feed(
    name="participation",
    title="Deltagere",
    description="Hvem der deltager i hver indsats.",
    rows=Participation,
    scope=("initiative_id",),
    key=("cpr", "initiative_id", "start_date"),
    period="start_date",
    ages=(0, 40),
    refers_to={"initiative_id": "initiatives"},
)
