"""The export habits of the institutions for youth education."""

from __future__ import annotations

from pipelines.demo import export_habits, file_writers
from pipelines.demo.code_labels import labels
from pipelines.demo.export_habits import Habit

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
    "gymnasium": Habit(
        file_writers.xlsx_with_total, _GYMNASIUM, {"exit_code": export_habits.as_excel_number}
    ),
    "erhvervsskole": Habit(
        file_writers.csv_with_footnotes, _ERHVERVSSKOLE, {"date": export_habits.long_date}
    ),
    "fgu": Habit(
        file_writers.xlsx_with_notes_sheet,
        _FGU,
        {
            "cpr": export_habits.as_excel_number,
            "education_type": lambda code: labels("education_types")[code],
            "exit_code": lambda code: labels("exit_codes")[code],
        },
    ),
}
