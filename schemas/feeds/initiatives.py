"""initiatives: the register of initiatives and small tests."""

import pandera.polars as pa
import polars as pl

from schemas.contract import Feed
from schemas.contract_column import column
from schemas.kinds import Kind


class Initiatives(pa.DataFrameModel):
    """One row: one initiative or small test."""

    initiative_id: str = column("Indsats-id", required=True)
    name: str = column("Navn", required=True)
    kind: str = column("Type", kind=Kind.CODE, required=True, code_list="initiative_kinds")
    track: str = column("Spor", kind=Kind.CODE, code_list="tracks")
    lead_actor: str = column("Ansvarlig", required=True)
    actors: str = column("Deltagende aktører", kind=Kind.LIST)
    indicator_ids: str = column("Indikatorer", kind=Kind.LIST)
    start_date: pl.Date = column("Startdato", kind=Kind.DATE, required=True)
    end_date: pl.Date = column("Slutdato", kind=Kind.DATE, empty_counts=True)
    status: str = column("Status", kind=Kind.CODE, required=True, code_list="initiative_statuses")
    learning: str = column("Læring", kind=Kind.NOTE)


FEED = Feed(
    name="initiatives",
    title="Indsatser og prøvehandlinger",
    description="Registeret over, hvad der er i gang, og hvad vi har lært.",
    rows=Initiatives,
    scope=(),
    key=("initiative_id",),
    period="start_date",
    example={"indicator_ids": "Elevfravær; Unge med fritidsjob"},
)
