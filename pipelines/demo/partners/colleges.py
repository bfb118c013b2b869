"""The export habits of those who teach after school."""

from __future__ import annotations

from pipelines.demo import files, habits
from pipelines.demo.codes import labels
from pipelines.demo.habits import Habit

_GYMNASIUM = {
    "cpr": "Personnummer",
    "institution_no": "Institutionsnr",
    "institution": "Skole",
    "education_type": "Udd.",
    "start_date": "Optaget",
    "end_date": "Ophørsdato",
    "exit_code": "Afgangsårsag",
    "full_name": "Elev",
}
_ERHVERVSSKOLE = {
    "cpr": "CPR-nr.",
    "institution_no": "Institutionsnr.",
    "institution": "Institution",
    "education_type": "Uddannelsestype",
    "part": "Periodetype",
    "start_date": "Tilgang",
    "end_date": "Afgangsdato",
    "exit_code": "Afgangskode",
    "contract_date": "Læreplads fra",
}
_FGU = {
    "cpr": "CPR",
    "institution_no": "Institutionsnr",
    "institution": "Institution",
    "education_type": "Uddannelse",
    "start_date": "Startdato",
    "end_date": "Slutdato",
    "exit_code": "Afgangsårsag",
    "full_name": "Elevens navn",
}

HABITS = {
    "gymnasium": Habit(files.xlsx_with_total, _GYMNASIUM, {"exit_code": habits.as_excel_number}),
    "erhvervsskole": Habit(files.csv_with_footnotes, _ERHVERVSSKOLE, {"date": habits.long_date}),
    "fgu": Habit(
        files.xlsx_with_notes_sheet,
        _FGU,
        {
            "cpr": habits.as_excel_number,
            "education_type": lambda code: labels("education_types")[code],
            "exit_code": lambda code: labels("exit_codes")[code],
        },
    ),
}
