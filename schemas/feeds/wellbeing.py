"""wellbeing: a school's general wellbeing score, already aggregated."""

import pandera.polars as pa

from schemas import columns
from schemas.contract import Feed
from schemas.contract_column import column
from schemas.kinds import Kind


class Wellbeing(pa.DataFrameModel):
    """One row: one school, school year and gender (none: all). The score is a mean from 1 to 5."""

    school_no: str = columns.school_no()
    school_year: str = columns.school_year()
    gender: str = columns.gender()
    respondents: int = column("Besvarelser", kind=Kind.INTEGER, required=True, ge=0)
    mean_score: float = column("Generel trivsel", kind=Kind.DECIMAL, required=True, ge=1, le=5)


FEED = Feed(
    name="wellbeing",
    title="Trivsel",
    description="Skolens samlede score for generel trivsel, uden personoplysninger.",
    rows=Wellbeing,
    scope=("school_no", "school_year"),
    key=("school_no", "school_year", "gender"),
    period="school_year",
    unit="school_no",
    example={"respondents": "84", "mean_score": "4,1"},
)
