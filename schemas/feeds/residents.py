"""residents: snapshot of all registered residents of the municipality aged 0-29, quarterly."""

import pandera.polars as pa
import polars as pl

from schemas import columns
from schemas.contract import Feed, Needed
from schemas.contract_column import column
from schemas.kinds import Kind


class Residents(pa.DataFrameModel):
    """One row: one person registered in the municipality on the snapshot date."""

    cpr: str = columns.cpr()
    snapshot_date: pl.Date = column("Opgørelsesdato", kind=Kind.DATE, required=True)
    area: str = columns.area()
    upbringing_municipality: str = column("Opvækstkommune", str_matches=r"^\d{3}$")
    finished_school_dk: bool = column("Grundskole i DK", kind=Kind.YES_NO)
    highest_completed: str = column(
        "Højeste fuldførte uddannelse",
        kind=Kind.CODE,
        empty_counts=True,
        code_list="education_types",
    )


FEED = Feed(
    name="residents",
    title="Befolkning",
    description="Alle tilmeldte borgere i kommunen på 0-29 år på en bestemt dag.",
    rows=Residents,
    scope=("snapshot_date",),
    key=("cpr", "snapshot_date"),
    period="snapshot_date",
    ages=(0, 29),
    steady=True,
    figures_need={
        "finished_school_dk": Needed("hvor mange der har en ungdomsuddannelse som 25-årige"),
        "highest_completed": Needed(
            "hvor mange der har en ungdomsuddannelse, og hvor mange der er uden tilknytning"
        ),
    },
    figures="alle, der tælles efter, hvor de bor",
    example={"snapshot_date": "01-10-2025", "upbringing_municipality": "561"},
)
