"""benchmarks: public figures for other places, each with its source."""

import pandera.polars as pa
import polars as pl

from schemas.contract import Feed
from schemas.contract_column import column
from schemas.kinds import Kind


class Benchmarks(pa.DataFrameModel):
    """One row: one indicator's public figure for one place and period. Percentages are numbers: 84,0 is 84 %."""

    indicator_id: str = column("Indikator", required=True)
    geography: str = column("Geografi", kind=Kind.CODE, required=True, code_list="geographies")
    period: str = column("Periode", kind=Kind.PERIOD, required=True)
    value: float = column("Værdi", kind=Kind.PERCENT, required=True)
    numerator: float = column("Tæller", kind=Kind.DECIMAL, ge=0)
    denominator: float = column("Nævner", kind=Kind.DECIMAL, ge=0)
    source: str = column("Kilde", required=True)
    retrieved: pl.Date = column("Hentet", kind=Kind.DATE, required=True)


FEED = Feed(
    name="benchmarks",
    title="Sammenligningstal",
    description="Offentlige tal for kommunen, regionen og hele landet, med kilde.",
    rows=Benchmarks,
    scope=("indicator_id", "geography", "period"),
    key=("indicator_id", "geography", "period"),
    period="period",
    figure="value",
    elsewhere="geography",
    example={"indicator_id": "Elevfravær"},
)
