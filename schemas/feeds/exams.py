"""exams: final exams of grade 9, one pupil and discipline a row, in July and again after re-sits."""

import pandera.polars as pa

from schemas import columns
from schemas.contract import Feed, Wide
from schemas.contract_column import column, derived
from schemas.kinds import Kind

SCALE = (-3, 0, 2, 4, 7, 10, 12)


class Exams(pa.DataFrameModel):
    """One row: one pupil's exam in one discipline. A grade on the 7-step scale, or why there is none."""

    cpr: str = columns.cpr()
    school_no: str = columns.school_no()
    school_year: str = columns.school_year()
    discipline: str = column(
        "Fagdisciplin",
        kind=Kind.CODE,
        required=True,
        code_list="disciplines",
    )
    grade: int = column(
        "Karakter",
        kind=Kind.INTEGER,
        required=True,
        words=("syg", "fritaget", "ej mødt"),
        words_to="exam_status",
        isin=SCALE,
    )
    exam_status: str = derived("Hvorfor der ikke er en karakter")


FEED = Feed(
    name="exams",
    title="9.-klasseprøver",
    description="Karakterer ved afgangsprøverne i 9. klasse.",
    rows=Exams,
    scope=("school_no", "school_year"),
    key=("cpr", "school_year", "discipline"),
    period="school_year",
    ages=(13, 20),
    unit="school_no",
    wide=Wide("discipline", ("grade",)),
    example={"grade": "7"},
)
