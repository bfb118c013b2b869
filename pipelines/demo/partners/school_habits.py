"""The schools' export habits; two of them include names that are not agreed."""

from __future__ import annotations

from pipelines.demo import export_habits, file_writers
from pipelines.demo.code_labels import labels
from pipelines.demo.export_habits import Habit

SCHOOLS = {"oestskolen": "561001", "havneskolen": "561002", "vestskolen": "561010", "nordskolen": "561011"}

_OESTSKOLEN = {
    "cpr": "Cprnr.",
    "snapshot_date": "Opgørelsesdato",
    "school_no": "Institutionsnr",
    "school": "Skole",
    "class": "Klasse",
    "grade_level": "Klassetrin",
    "district_school_no": "Distriktsskole",
    "start_date": "Indmeldt",
    "end_date": "Udmeldt",
    "month": "Måned",
    "school_days": "Skoledage",
    "sick_days": "Sygdom",
    "authorised_days": "Lovligt",
    "unauthorised_days": "Ulovligt",
    "school_year": "Skoleår",
    "discipline": "Fagdisciplin",
    "grade": "Karakter",
    "gender": "Køn",
    "respondents": "Besvarelser",
    "mean_score": "Generel trivsel",
    "full_name": "Navn",
}
_HAVNESKOLEN = {name: header for name, header in _OESTSKOLEN.items() if name != "full_name"} | {
    "cpr": "CPR",
    "snapshot_date": "Dato",
    "school_no": "Skolenr",
    "class": "Klassebetegnelse",
    "grade_level": "Årgang",
    "district_school_no": "Distriktsskolenr",
    "sick_days": "Sygefravær",
    "authorised_days": "Fravær med tilladelse",
    "unauthorised_days": "Ulovligt fravær",
}
_VESTSKOLEN = {name: header.upper() for name, header in _HAVNESKOLEN.items()} | {
    "cpr": "PERSONNUMMER",
    "school_no": "SKOLEKODE",
    "month": "PERIODE",
    "discipline": "PRØVEFAG",
}
_NORDSKOLEN = {name: f"{header}:" for name, header in _OESTSKOLEN.items()} | {
    "cpr": "Personnummer:",
    "sick_days": "Syg:",
    "authorised_days": "Ekstraordinær frihed:",
    "full_name": "Elevens navn",
}

HABITS = {
    "oestskolen": Habit(
        file_writers.csv_with_footnotes,
        _OESTSKOLEN,
        {
            "date": export_habits.long_date,
            "month": lambda month: f"{month:%YM%m}",
            "school_year": export_habits.year_and_short,
            "float": export_habits.with_comma,
        },
    ),
    "havneskolen": Habit(
        file_writers.xlsx_with_total,
        _HAVNESKOLEN,
        {
            "cpr": export_habits.as_excel_number,
            "month": export_habits.month_in_words,
            "school_year": export_habits.both_years,
            "grade": export_habits.as_excel_number,
        },
        wide_exams=lambda code: labels("disciplines")[code],
    ),
    "vestskolen": Habit(
        file_writers.csv_for_excel,
        _VESTSKOLEN,
        {
            "cpr": export_habits.dashed_cpr,
            "date": export_habits.short_date,
            "month": lambda month: f"{month:%m-%Y}",
            "school_year": export_habits.short_year,
            "discipline": lambda code: labels("disciplines")[code],
            "float": export_habits.with_comma,
        },
    ),
    "nordskolen": Habit(
        file_writers.xlsx_with_notes_sheet,
        _NORDSKOLEN,
        {
            "cpr": export_habits.spaced_cpr,
            "month": lambda month: month,
            "date": export_habits.long_date,
            "school_year": export_habits.year_and_short,
            "grade": export_habits.as_excel_number,
        },
        wide_exams=lambda code: f"{code}:",
        sheet_a_month=True,
    ),
}
