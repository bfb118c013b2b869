"""guidance_status: what each resident aged 15-29 does on a status date, quarterly."""

import pandera.polars as pa
import polars as pl

from schemas import columns
from schemas.contract import Feed, Needed
from schemas.contract_column import column
from schemas.kinds import Kind


class GuidanceStatus(pa.DataFrameModel):
    """One row: one person on one status date. Hours are per week."""

    cpr: str = columns.cpr()
    status_date: pl.Date = column("Statusdato", kind=Kind.DATE, required=True)
    status: str = column("Status", kind=Kind.CODE, required=True, code_list="youth_status")
    weekly_hours: float = column(
        "Ugentlige timer",
        kind=Kind.DECIMAL,
        empty_counts=True,
        unit="hours",
        ge=0,
        le=60,
    )


FEED = Feed(
    name="guidance_status",
    title="Unges status",
    description="Hvad hver ung på 15-29 år er i gang med på en bestemt dag.",
    rows=GuidanceStatus,
    scope=("status_date",),
    key=("cpr", "status_date"),
    period="status_date",
    ages=(14, 30),
    steady=True,
    figures_need={"weekly_hours": Needed("unge uden tilknytning og unge i job eller uddannelse", warns=True)},
    figures="unge uden tilknytning og unge i job eller uddannelse",
    example={"status_date": "01-10-2025"},
)
