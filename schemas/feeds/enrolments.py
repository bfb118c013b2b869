"""enrolments: spells in youth education. An institution sends all spells touched since 2019 again."""

import pandera.polars as pa
import polars as pl

from schemas import columns
from schemas.contract import Feed, Needed
from schemas.contract_column import column
from schemas.kinds import Kind


class Enrolments(pa.DataFrameModel):
    """One row: one person's spell in one education. No end date: still running."""

    cpr: str = columns.cpr()
    institution_no: str = column("Institutionsnr", required=True)
    institution: str = column("Institution")
    education_type: str = column("Uddannelse", kind=Kind.CODE, required=True, code_list="education_types")
    part: str = column("Forløb", kind=Kind.CODE, code_list="education_parts")
    start_date: pl.Date = column("Startdato", kind=Kind.DATE, required=True)
    end_date: pl.Date = column("Slutdato", kind=Kind.DATE, empty_counts=True)
    exit_code: str = column("Afgangsårsag", kind=Kind.CODE, empty_counts=True, code_list="exit_codes")
    contract_date: pl.Date = column("Uddannelsesaftale", kind=Kind.DATE, empty_counts=True)

    @pa.dataframe_check(error="exit_without_end")
    @classmethod
    def _exit_has_an_end(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col("exit_code").is_null() | pl.col("end_date").is_not_null())


FEED = Feed(
    name="enrolments",
    title="Ungdomsuddannelse",
    description="Elevernes forløb på ungdomsuddannelser, FGU og 10. klasse.",
    rows=Enrolments,
    scope=("institution_no",),
    key=("cpr", "institution_no", "education_type", "start_date"),
    period="start_date",
    ages=(14, 60),
    unit="institution_no",
    figures_need={
        "end_date": Needed("hvem der er i gang med, har fuldført eller er stoppet på en uddannelse"),
        "exit_code": Needed("hvem der har fuldført eller er stoppet på en uddannelse"),
        "part": Needed("læreplads efter GF2", among=("education_type", "upper_vocational")),
        "contract_date": Needed("læreplads efter GF2", among=("education_type", "upper_vocational")),
    },
    warnings={
        "exit_without_end": "Der er en afgangsårsag, men ingen slutdato. Tilføj datoen, hvis eleven er stoppet."
    },
)
