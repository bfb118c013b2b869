"""pupils: snapshot of a school's enrolled pupils, 5 September and 1 February at least."""

import pandera.polars as pa
import polars as pl

from schemas import columns
from schemas.contract import Feed, Needed
from schemas.contract_column import column
from schemas.kinds import Kind


class Pupils(pa.DataFrameModel):
    """One row: one pupil enrolled at a school on the snapshot date."""

    cpr: str = columns.cpr()
    snapshot_date: pl.Date = column("Opgørelsesdato", kind=Kind.DATE, required=True)
    school_no: str = columns.school_no()
    school: str = column("Skole")
    class_: str = column("Klasse", kind=Kind.CLASS, alias="class")
    grade_level: int = column("Klassetrin", kind=Kind.INTEGER, required=True, unit="grade", ge=0, le=10)
    district_school_no: str = column("Distriktsskole", kind=Kind.CODE, code_list="schools")
    start_date: pl.Date = column("Indmeldt", kind=Kind.DATE)
    end_date: pl.Date = column("Udmeldt", kind=Kind.DATE, empty_counts=True)


FEED = Feed(
    name="pupils",
    title="Elever",
    description="Skolens indskrevne elever på en bestemt dag.",
    rows=Pupils,
    scope=("school_no", "snapshot_date"),
    key=("cpr", "snapshot_date"),
    left="end_date",
    period="snapshot_date",
    ages=(4, 19),
    unit="school_no",
    steady=True,
    figures_need={"district_school_no": Needed("valg af distriktsskole")},
    figures="skolevalg, 9. klasse og vejen derfra",
    example={"class": "5A"},
)
