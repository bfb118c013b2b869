"""benefits: benefit spells of ages 16-29. Each drop is a full re-send."""

import pandera.polars as pa
import polars as pl

from schemas import columns
from schemas.contract import Feed, Needed
from schemas.contract_column import column
from schemas.kinds import Kind


class Benefits(pa.DataFrameModel):
    """One row: one person's spell on one benefit. No end date: still running."""

    cpr: str = columns.cpr()
    benefit_type: str = column("Ydelse", kind=Kind.CODE, required=True, code_list="benefit_types")
    start_date: pl.Date = column("Startdato", kind=Kind.DATE, required=True)
    end_date: pl.Date = column("Slutdato", kind=Kind.DATE, empty_counts=True)


FEED = Feed(
    name="benefits",
    title="Ydelser",
    description="Unges perioder på offentlige ydelser.",
    rows=Benefits,
    scope=(),
    key=("cpr", "benefit_type", "start_date"),
    period="start_date",
    ages=(15, 66),
    figures_need={"end_date": Needed("hvor mange unge der er på ydelse, og hvem der kommer videre")},
    example={"benefit_type": "Dagpenge"},
)
