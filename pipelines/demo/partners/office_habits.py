"""The export habits of the municipality's offices and of the secretariat."""

from __future__ import annotations

from pipelines.demo import export_habits, file_writers
from pipelines.demo.code_labels import labels
from pipelines.demo.export_habits import Habit

_KOMMUNEN = {
    "cpr": "CPR-nr",
    "snapshot_date": "Status pr.",
    "area": "Boligområde",
    "upbringing_municipality": "Opvækstkommune",
    "finished_school_dk": "Afsluttet grundskole",
    "highest_completed": "Højeste fuldførte uddannelse",
    "address": "Adresse",
    "school_year": "Skoleår",
    "gender": "Køn",
    "children": "Børn i alt",
    "assessed": "Vurderede",
    "age_appropriate": "Alderssvarende",
    "institution_no": "Institutionsnr",
    "institution": "Institution",
    "education_type": "Uddannelse",
    "employer": "Virksomhed",
    "cvr": "CVR-nr",
    "start_date": "Startdato",
    "end_date": "Slutdato",
    "exit_code": "Afgangsårsag",
    "weekly_hours": "Timer pr. uge",
}
_KUI = {
    "cpr": "CPR",
    "status_date": "Opgørelsesdato",
    "status": "Aktivitet",
    "weekly_hours": "Beskæftigelsesgrad i timer",
    "full_name": "Navn",
}
_BESKAEFTIGELSE = {
    "cpr": "Personnummer",
    "benefit_type": "Ydelsesart",
    "start_date": "Ydelse fra",
    "end_date": "Ydelse til",
    "full_name": "Borger",
}
_SEKRETARIAT = {
    "cpr": "CPR-nummer",
    "employer": "Virksomhed",
    "cvr": "CVR",
    "weekly_hours": "Timer pr. uge",
    "initiative_id": "Indsats-id",
    "name": "Indsats",
    "kind": "Type",
    "track": "Spor",
    "lead_actor": "Tovholder",
    "actors": "Deltagende aktører",
    "indicator_ids": "Indikatorer",
    "start_date": "Startdato",
    "end_date": "Slutdato",
    "status": "Status",
    "learning": "Læring",
    "meeting": "Møde",
    "about": "Område eller gruppe",
    "text": "Tekst",
    "owner": "Hvem",
    "due": "Frist",
    "outcome": "Hvad blev det til",
    "completed": "Gennemført",
    "indicator_id": "Indikator",
    "geography": "Geografi",
    "period": "Periode",
    "value": "Værdi",
    "source": "Kilde",
    "retrieved": "Hentet",
}

HABITS = {
    "kommunen": Habit(
        file_writers.xlsx_with_footnotes,
        _KOMMUNEN,
        {
            "cpr": export_habits.dashed_cpr,
            "area": lambda code: labels("areas")[code],
            "school_year": export_habits.both_years,
            "education_type": lambda code: labels("education_types")[code],
        },
    ),
    "kui": Habit(
        file_writers.csv_for_excel,
        _KUI,
        {
            "cpr": export_habits.dashed_cpr,
            "status": lambda code: labels("youth_status")[code],
            "date": export_habits.long_date,
            "float": export_habits.with_comma,
        },
    ),
    "beskaeftigelse": Habit(
        file_writers.text_from_excel,
        _BESKAEFTIGELSE,
        {
            "benefit_type": lambda code: labels("benefit_types")[code],
            "cpr": export_habits.spaced_cpr,
            "date": export_habits.long_date,
        },
    ),
    "sekretariat": Habit(file_writers.xlsx_with_notes_sheet, _SEKRETARIAT, {"cpr": export_habits.dashed_cpr}),
}
