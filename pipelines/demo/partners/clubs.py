"""The export habits of the clubs: one has a system, the others have a spreadsheet."""

from __future__ import annotations

from pipelines.demo import files, habits
from pipelines.demo.codes import labels
from pipelines.demo.habits import Habit

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
    "klub-boldklub": Habit(files.csv_with_footnotes, _CLUB, {"date": habits.long_date}),
    "klub-svoem": Habit(
        files.xlsx_with_notes_sheet,
        _CLUB | {"club": "Klub", "birth_date": "Født", "full_name": "Navn"},
        {"area": lambda code: labels("areas")[code], "gender": _IN_WORDS.__getitem__},
    ),
    "klub-gymnastik": Habit(
        files.csv_for_excel,
        {name: header.upper() for name, header in _CLUB.items()},
        {"area": lambda code: labels("areas")[code], "date": habits.short_date},
    ),
    "klub-spejder": Habit(files.xlsx_with_total, _CLUB | {"area": "Område"}),
}
