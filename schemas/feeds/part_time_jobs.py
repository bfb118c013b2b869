"""part_time_jobs: a cumulative list of agreements on part-time jobs."""

import pandera.polars as pa
import polars as pl

from schemas import columns
from schemas.contract import Feed, Needed
from schemas.contract_column import column
from schemas.kinds import Kind


class PartTimeJobs(pa.DataFrameModel):
    """One row: one person's job with one employer. Hours are per week; no end date: still running."""

    cpr: str = columns.cpr()
    employer: str = column("Virksomhed")
    cvr: str = column("CVR-nr", kind=Kind.CVR, required=True)
    start_date: pl.Date = column("Startdato", kind=Kind.DATE, required=True)
    end_date: pl.Date = column("Slutdato", kind=Kind.DATE, empty_counts=True)
    weekly_hours: float = column("Timer pr. uge", kind=Kind.DECIMAL, unit="hours", ge=0, le=60)


FEED = Feed(
    name="part_time_jobs",
    title="Fritidsjob",
    description="Aftaler om fritidsjob: en liste, der bliver længere og længere.",
    rows=PartTimeJobs,
    scope=(),
    key=("cpr", "cvr", "start_date"),
    period="start_date",
    ages=(10, 30),
    figures_need={"end_date": Needed("hvor mange unge der har fritidsjob")},
)
