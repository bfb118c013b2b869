"""The clubs' export habits: one has a member system, the others use spreadsheets."""

from __future__ import annotations

from pipelines.demo import export_habits, file_writers
from pipelines.demo.code_labels import labels
from pipelines.demo.export_habits import Habit

_CLUB = {
    "club": "Forening",
    "year": "År",
    "member_no": "Medlemsnr",
    "birth_date": "Fødselsdato",
    "gender": "Køn",
    "area": "Boligområde",
}
_IN_WORDS = {"K": "pige", "M": "dreng"}

HABITS = {
    "klub-boldklub": Habit(file_writers.csv_with_footnotes, _CLUB, {"date": export_habits.long_date}),
    "klub-svoem": Habit(
        file_writers.xlsx_with_notes_sheet,
        _CLUB | {"club": "Klub", "birth_date": "Født", "full_name": "Navn"},
        {"area": lambda code: labels("areas")[code], "gender": _IN_WORDS.__getitem__},
    ),
    "klub-gymnastik": Habit(
        file_writers.csv_for_excel,
        {name: header.upper() for name, header in _CLUB.items()},
        {"area": lambda code: labels("areas")[code], "date": export_habits.short_date},
    ),
    "klub-spejder": Habit(file_writers.xlsx_with_total, _CLUB | {"area": "Område"}),
}
