"""The schools' export habits: two of them with names that nobody asked for."""

from __future__ import annotations

from pipelines.demo import files, habits
from pipelines.demo.codes import labels
from pipelines.demo.habits import Habit

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
        files.csv_with_footnotes,
        _OESTSKOLEN,
        {
            "date": habits.long_date,
            "month": lambda month: f"{month:%YM%m}",
            "school_year": habits.year_and_short,
            "float": habits.with_comma,
        },
    ),
    "havneskolen": Habit(
        files.xlsx_with_total,
        _HAVNESKOLEN,
        {
            "cpr": habits.as_excel_number,
            "month": habits.month_in_words,
            "school_year": habits.both_years,
            "grade": habits.as_excel_number,
        },
        wide_exams=lambda code: labels("disciplines")[code],
    ),
    "vestskolen": Habit(
        files.csv_for_excel,
        _VESTSKOLEN,
        {
            "cpr": habits.dashed_cpr,
            "date": habits.short_date,
            "month": lambda month: f"{month:%m-%Y}",
            "school_year": habits.short_year,
            "discipline": lambda code: labels("disciplines")[code],
            "float": habits.with_comma,
        },
    ),
    "nordskolen": Habit(
        files.xlsx_with_notes_sheet,
        _NORDSKOLEN,
        {
            "cpr": habits.spaced_cpr,
            "month": lambda month: month,
            "date": habits.long_date,
            "school_year": habits.year_and_short,
            "grade": habits.as_excel_number,
        },
        wide_exams=lambda code: f"{code}:",
        sheet_a_month=True,
    ),
}
